import type { LeafCondition } from '#contracts/segment.ts';
import { isInCells, nextRfmChange, rfmScoreOf } from '../../rfm/score.ts';
import type { ConditionKind } from './kind.ts';

/** Nobody has scores until there are boundaries. */
export const rfm: ConditionKind<Extract<LeafCondition, { type: 'rfm' }>> = {
  counters: () => [],
  reads: () => ['orders'],
  settings: () => ['rfm'],
  holds: ({ cells }, { compiled: { settings }, state }, now) =>
    settings.rfm !== undefined && isInCells(rfmScoreOf(settings.rfm, state.orders, now), cells),
  nextFlip: (_, { compiled: { settings }, state }, now) =>
    settings.rfm === undefined ? undefined : nextRfmChange(settings.rfm, state.orders, now),
  known: (_, { compiled: { settings }, state }, now) => {
    const score = settings.rfm && rfmScoreOf(settings.rfm, state.orders, now);
    if (score === undefined) return undefined;
    const { recency, frequency, monetary } = score;
    return { recency, frequency, ...(monetary !== undefined && { monetary }) };
  },
};
