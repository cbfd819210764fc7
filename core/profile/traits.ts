import type { JsonObject } from '#contracts/json.ts';
import type { Work } from '../work.ts';

/** Sets traits; null removes one. Returns the names whose value changed. */
export function applyTraits(work: Work, traits: JsonObject): readonly string[] {
  const changed: string[] = [];
  const next: { [name: string]: JsonObject[string] } = { ...work.state.traits };
  for (const [name, value] of Object.entries(traits)) {
    if (value === null) {
      if (!(name in next)) continue;
      delete next[name];
    } else {
      if (JSON.stringify(next[name]) === JSON.stringify(value)) continue;
      next[name] = value;
    }
    changed.push(name);
  }
  if (changed.length > 0) work.state = { ...work.state, traits: next };
  return changed;
}
