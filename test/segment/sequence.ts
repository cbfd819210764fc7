import fc from 'fast-check';
import type { EventMatch } from '#contracts/condition.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { type Entry, hasHappened } from './entry.ts';
import { eventMatches, isMatch } from './event.ts';
import type { TestedKind } from './kind.ts';
import { edgesOfWindow, isInWindow, labelOfWindow, timeWindows } from './window.ts';

type SequenceCondition = Extract<LeafCondition, { type: 'sequence' }>;

const timesOf = (match: EventMatch, history: readonly Entry[]): readonly number[] =>
  history.flatMap((entry) => (hasHappened(entry) && isMatch(match, entry) ? [entry.at] : []));

/** Tries every way through the steps. */
function isChain(
  steps: readonly (readonly number[])[],
  chain: readonly number[],
  isGood: (first: number, last: number) => boolean,
): boolean {
  const [first, last] = [chain[0], chain.at(-1)];
  const [next, ...rest] = steps;
  if (next === undefined) return first !== undefined && last !== undefined && isGood(first, last);
  return next.some((at) => (last === undefined || at > last) && isChain(rest, [...chain, at], isGood));
}

export const sequence: TestedKind<SequenceCondition> = {
  arbitrary: fc
    .record({
      steps: fc.array(eventMatches, { minLength: 2, maxLength: 5, size: 'small' }),
      withinMinutes: fc.constantFrom(1, 1_440, 14_400, 14_400, 100_000),
      without: fc.option(eventMatches, { nil: undefined, freq: 1 }),
      window: fc.option(timeWindows, { nil: undefined, freq: 2 }),
    })
    .map(({ steps, withinMinutes, without, window }) => ({
      ...{ type: 'sequence' as const, steps, withinMinutes },
      ...(without && { without }),
      ...(window && { window }),
    })),
  label: ({ steps, without, window }) =>
    `${steps.length > 3 ? 'long' : 'short'}${without ? ' without' : ''} ${labelOfWindow(window)}`,
  holds: ({ steps, withinMinutes, without, window }, history, { now, settings }) => {
    const isIn = (at: number) => isInWindow(window, at, now, settings.timeZone);
    // An absolute window restricts what is looked at, others what is found among the newest.
    const seen = (match: EventMatch) => {
      const past = timesOf(match, history).filter((at) => at <= now && (window?.type !== 'absolute' || isIn(at)));
      return [...past]
        .sort((a, b) => b - a)
        .slice(0, 16)
        .filter(isIn);
    };
    const between = without === undefined ? [] : seen(without);
    return isChain(
      steps.map(seen),
      [],
      (first, last) => last - first <= withinMinutes * 60_000 && !between.some((at) => first < at && at < last),
    );
  },
  edges: ({ steps, without, window }, history, { timeZone }) =>
    [...steps, ...(without ? [without] : [])].flatMap((match) =>
      timesOf(match, history).flatMap((at) => edgesOfWindow(window, at, timeZone)),
    ),
};
