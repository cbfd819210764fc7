import type { ConsentStanding } from '#contracts/consent/consent.ts';
import { isOwnWord } from '../profile/consent/consent.ts';
import type { Consent, DoNotContact, ProfileState } from '../state.ts';

/** The more of it, the less goes out. */
const strictness: { readonly [S in ConsentStanding]: number } = { granted: 0, pending: 1, lapsed: 2, denied: 3 };

/** Where two merged people said different things about the same channel and topic, the stricter stands; else the newer word. */
export function stricterConsents(own: readonly Consent[], other: readonly Consent[]): readonly Consent[] {
  const merged = [...own];
  for (const theirs of other) {
    const index = merged.findIndex((held) => held.channel === theirs.channel && held.topic === theirs.topic);
    const held = merged[index];
    if (held === undefined) merged.push(theirs);
    else if (theirs.status === held.status) merged[index] = newerOf(held, theirs);
    else if (strictness[theirs.status] > strictness[held.status]) merged[index] = theirs;
  }
  return merged;
}

/** A no that she said herself stays hers, or a newer one that anybody can send would make room for a yes. */
function newerOf(held: Consent, theirs: Consent): Consent {
  const newer = theirs.at > held.at ? theirs : held;
  const own = held.status === 'denied' ? [held, theirs].find(isOwnWord) : undefined;
  const ends = [held.expiresAt, theirs.expiresAt].filter((at) => at !== undefined);
  const word = ends.length === 0 || newer.status !== 'granted' ? newer : { ...newer, expiresAt: Math.min(...ends) };
  return own === undefined ? word : { ...word, source: own.source };
}

type Contact = Pick<ProfileState, 'suppressions' | 'doNotContact' | 'pausedUntil' | 'daysBetween' | 'consentDue'>;

/** What holds for the whole person: every suppression of both, and of their other wishes the one that lets less through. */
export function stricterContact(own: ProfileState, other: ProfileState): Contact {
  const suppressions = [...own.suppressions];
  for (const one of other.suppressions) {
    if (!suppressions.some((held) => held.channel === one.channel && held.address === one.address)) {
      suppressions.push(one);
    }
  }
  const doNotContact = stricterOrder(own.doNotContact, other.doNotContact);
  const pausedUntil = Math.max(own.pausedUntil ?? 0, other.pausedUntil ?? 0);
  const daysBetween = Math.max(own.daysBetween ?? 0, other.daysBetween ?? 0);
  const due = [own.consentDue, other.consentDue].filter((at) => at !== undefined);
  return {
    suppressions,
    ...(doNotContact !== undefined && { doNotContact }),
    ...(pausedUntil > 0 && { pausedUntil }),
    ...(daysBetween > 0 && { daysBetween }),
    ...(due.length > 0 && { consentDue: Math.min(...due) }),
  };
}

function stricterOrder(own: DoNotContact | undefined, other: DoNotContact | undefined): DoNotContact | undefined {
  if (own === undefined || other === undefined) return own ?? other;
  const longer = (own.until ?? Infinity) >= (other.until ?? Infinity) ? own : other;
  return own.scope === 'all' || other.scope === 'all' ? { ...longer, scope: 'all' } : longer;
}
