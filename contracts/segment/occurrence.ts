import { z } from 'zod';
import { eventMatch } from '../condition.ts';
import { timeWindow } from './window.ts';

/** When she did something for the first or the last time: inside a window or outside. Whoever never did is neither. */
export const occurrenceCondition = z.object({
  type: z.literal('occurrence'),
  which: z.enum(['first', 'last']),
  match: eventMatch,
  is: z.enum(['within', 'outside']),
  window: timeWindow,
});
