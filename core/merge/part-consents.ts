import type { Instant } from '#contracts/identifiers.ts';
import type { Consent, ProfileState, Suppression } from '../state.ts';
import { stricterContact } from './consents.ts';

/** Each has what she had before the merge; what was said since stands, because nobody can tell which of the two said it. */
export function partConsents(
  held: readonly Consent[],
  before: readonly Consent[],
  mergedAt: Instant,
): readonly Consent[] {
  const since = held.filter(({ at }) => at > mergedAt);
  const isSaidSince = (old: Consent) =>
    since.some(({ channel, topic }) => channel === old.channel && topic === old.topic);
  return [...before.filter((old) => !isSaidSince(old)), ...since];
}

export function partSuppressions(
  held: readonly Suppression[],
  before: readonly Suppression[],
  mergedAt: Instant,
): readonly Suppression[] {
  const isBefore = (one: Suppression) => before.some((old) => old.channel === one.channel && old.at === one.at);
  return held.filter((one) => one.at > mergedAt || isBefore(one));
}

const wishes = ['doNotContact', 'pausedUntil', 'daysBetween', 'consentDue'] as const;
type Wishes = Pick<ProfileState, (typeof wishes)[number]>;

/** Wishes about contact go back to what they were before the merge, where nobody has said anything else since. */
export function partWishes(held: ProfileState, before: ProfileState, loser: ProfileState): Wishes {
  const merged = stricterContact(before, loser);
  return Object.fromEntries(
    wishes.flatMap((name) => {
      const value = isSame(held[name], merged[name]) ? before[name] : held[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** What was said to the one person since, and so may have been said by either. */
export function wishesSince(held: ProfileState, before: ProfileState, loser: ProfileState): Wishes {
  const merged = stricterContact(before, loser);
  return Object.fromEntries(
    wishes.flatMap((name) => {
      const value = held[name];
      return value === undefined || isSame(value, merged[name]) ? [] : [[name, value] as const];
    }),
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
