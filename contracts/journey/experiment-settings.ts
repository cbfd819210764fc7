import { z } from 'zod';
import { eventMatch } from '../condition.ts';

/** From the moment at which an arm was drawn for somebody; thirty days at most. */
const withinHours = z.number().int().min(1).max(720);

/**
 * What tells arms apart: whether somebody did something within the hours after her arm was drawn. `engagement` counts messages of
 * steps below the arm, in the same run; `revenue` compares what each person bought for, all others the share of people.
 */
export const experimentMeasure = z.discriminatedUnion('type', [
  z.object({ type: z.literal('event'), match: eventMatch, withinHours }),
  z.object({ type: z.literal('engagement'), kind: z.enum(['opened', 'clicked']), withinHours }),
  z.object({ type: z.literal('order'), withinHours }),
  z.object({ type: z.literal('revenue'), withinHours }),
]);
export type ExperimentMeasure = z.infer<typeof experimentMeasure>;

/**
 * How people are shared among the arms; absent: by the weights, for good.
 *
 * `winner`: by the weights until people of `learnHours` have had their time and each arm has `peoplePerArm`; then, once, the arms are
 * compared. The winner gets everybody but `reservePercent`, a reserve for the control or the other arms. Where no arm is
 * significantly better at `confidencePercent`, the weights stay, or the arm with the best result is taken. `upliftPercent` is the
 * smallest difference worth finding, of the control's result; it decides nothing and is what the checks reckon with.
 *
 * `bandit`: every `everyHours` each arm gets as large a share as it is likely to be the best, and at least `floorPercent`; the
 * control gets `controlPercent` throughout, where that is set.
 */
export const experimentAllocation = z.discriminatedUnion('mode', [
  z.object({
    mode: z.literal('winner'),
    learnHours: z.number().int().min(1).max(2_160),
    peoplePerArm: z.number().int().min(20).max(1_000_000),
    confidencePercent: z.number().min(80).max(99.9),
    otherwise: z.enum(['keep', 'best']),
    reservePercent: z.number().int().min(0).max(50),
    reserveFor: z.enum(['control', 'others']),
    upliftPercent: z.number().int().min(1).max(500),
  }),
  z.object({
    mode: z.literal('bandit'),
    everyHours: z.number().int().min(1).max(168),
    floorPercent: z.number().int().min(0).max(10),
    controlPercent: z.number().int().min(1).max(90).optional(),
  }),
]);
export type ExperimentSettings = z.infer<typeof experimentAllocation>;
