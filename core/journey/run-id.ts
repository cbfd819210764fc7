import type { Instant } from '#contracts/identifiers.ts';
import { shortHash } from '../stable-id.ts';
import type { Work } from '../work.ts';

/**
 * All stimuli of a micro-batch share one `now`, and a run without waits is over within its step, so two entries can
 * have the same instant; the revision, which rises with every stimulus, tells them apart, and a number those of one step.
 */
export function runId({ state, facts, now }: Work, journey: string): string {
  const id = `${journey}:${now.toString(36)}:${shortHash(12, state.profile, String(state.revision))}`;
  const isTaken = (wanted: string): boolean =>
    state.runs.some((run) => run.id === wanted) ||
    facts.some((fact) => fact.type === 'journey_step' && fact.run === wanted);
  for (let number = 1; ; number += 1) {
    const wanted = number === 1 ? id : `${id}:${number}`;
    if (!isTaken(wanted)) return wanted;
  }
}

/** When a run began, which its first fact tells only where nobody outside was asked; undefined for an id of another form. */
export function runBeganAt(id: string, journey: string): Instant | undefined {
  const start = `${journey}:`;
  if (!id.startsWith(start)) return undefined;
  const [digits = ''] = id.slice(start.length).split(':', 1);
  const at = Number.parseInt(digits, 36);
  return at.toString(36) === digits ? at : undefined;
}
