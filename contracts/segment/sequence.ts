import { z } from 'zod';
import { eventMatch } from '../condition.ts';
import { timeWindow } from './window.ts';

/**
 * Events one after the other, each later than the one before, the last at most `withinMinutes` after the first, and nothing
 * that is `without` between the first and the last; all of them inside the window. The newest occurrences of each are
 * looked at, as many as core/segment/conditions/sequence.ts says.
 */
export const sequenceCondition = z.object({
  type: z.literal('sequence'),
  steps: z.array(eventMatch).min(2).max(5),
  withinMinutes: z.number().positive().max(1_576_800),
  without: eventMatch.optional(),
  window: timeWindow.optional(),
});
