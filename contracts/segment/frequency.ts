import { z } from 'zod';
import { fixedWindow } from './window.ts';

/** How often, in a window; none means ever. `withinDays` is a sliding window that ends now. Event time counts. */
export const frequency = z
  .object({
    comparison: z.enum(['at_least', 'at_most', 'exactly']),
    times: z.number().int().min(0).max(100),
    withinDays: z.number().positive().max(1_095).optional(),
    window: fixedWindow.optional(),
  })
  .refine(({ withinDays, window }) => withinDays === undefined || window === undefined, 'give one window');
export type Frequency = z.infer<typeof frequency>;
