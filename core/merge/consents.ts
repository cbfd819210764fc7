import type { Consent } from '../state.ts';

/** Where two merged people said different things about the same channel and topic, the "no" stands; else the newer word. */
export function stricterConsents(own: readonly Consent[], other: readonly Consent[]): readonly Consent[] {
  const merged = [...own];
  for (const theirs of other) {
    const index = merged.findIndex((held) => held.channel === theirs.channel && held.topic === theirs.topic);
    const held = merged[index];
    if (held === undefined) merged.push(theirs);
    else if (theirs.status === held.status ? theirs.at > held.at : theirs.status === 'denied') merged[index] = theirs;
  }
  return merged;
}
