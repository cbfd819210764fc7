import fc from 'fast-check';
import type { LeafCondition } from '#contracts/segment.ts';
import { type Entry, hasHappened } from './entry.ts';
import { eventMatches, isMatch } from './event.ts';
import type { TestedKind } from './kind.ts';
import { edgesOfWindow, isInWindow, labelOfWindow, timeWindows } from './window.ts';

type OccurrenceCondition = Extract<LeafCondition, { type: 'occurrence' }>;

const timesOf = ({ match }: OccurrenceCondition, history: readonly Entry[]): readonly number[] =>
  history.flatMap((entry) => (hasHappened(entry) && isMatch(match, entry) ? [entry.at] : []));

export const occurrence: TestedKind<OccurrenceCondition> = {
  arbitrary: fc.record({
    type: fc.constant('occurrence' as const),
    which: fc.constantFrom('first', 'last'),
    match: eventMatches,
    is: fc.constantFrom('within', 'outside'),
    window: timeWindows,
  }),
  label: ({ which, is, window }) => `${which} ${is} ${labelOfWindow(window)}`,
  holds: (condition, history, { now, settings }) => {
    const past = timesOf(condition, history).filter((at) => at <= now);
    if (past.length === 0) return false;
    const at = condition.which === 'first' ? Math.min(...past) : Math.max(...past);
    return isInWindow(condition.window, at, now, settings.timeZone) === (condition.is === 'within');
  },
  edges: (condition, history, { timeZone }) =>
    timesOf(condition, history).flatMap((at) => edgesOfWindow(condition.window, at, timeZone)),
};
