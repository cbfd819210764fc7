import { isOwnWord } from '../profile/consent.ts';
import type { Consent } from '../state.ts';

/** Where two merged people said different things about the same channel and topic, the "no" stands; else the newer word. */
export function stricterConsents(own: readonly Consent[], other: readonly Consent[]): readonly Consent[] {
  const merged = [...own];
  for (const theirs of other) {
    const index = merged.findIndex((held) => held.channel === theirs.channel && held.topic === theirs.topic);
    const held = merged[index];
    if (held === undefined) merged.push(theirs);
    else if (theirs.status === held.status) merged[index] = newerOf(held, theirs);
    else if (theirs.status === 'denied') merged[index] = theirs;
  }
  return merged;
}

/** A no that she said herself stays hers, or a newer one that anybody can send would make room for a yes. */
function newerOf(held: Consent, theirs: Consent): Consent {
  const newer = theirs.at > held.at ? theirs : held;
  const own = held.status === 'denied' ? [held, theirs].find(isOwnWord) : undefined;
  return own === undefined ? newer : { ...newer, source: own.source };
}
