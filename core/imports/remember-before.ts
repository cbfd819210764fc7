import type { JsonObject } from '#contracts/json.ts';
import type { Work } from '../work.ts';

/** Puts what the changed traits were into the fact of the event that changed them, so that its import can be taken back. */
export function rememberBefore(work: Work, place: number, traits: JsonObject, changed: readonly string[]): void {
  const fact = work.facts[place];
  if (fact?.type !== 'event' || changed.length === 0) return;
  work.facts[place] = { ...fact, before: Object.fromEntries(changed.map((name) => [name, traits[name] ?? null])) };
}
