import type { Instant } from '#contracts/identifiers.ts';
import type { Consent, Suppression } from '../state.ts';

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
