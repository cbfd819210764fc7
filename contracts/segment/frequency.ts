import { z } from 'zod';

/** How often, in a sliding window that ends now; `withinDays` absent means ever. Event time counts. */
export const frequency = z.object({
  comparison: z.enum(['at_least', 'at_most', 'exactly']),
  times: z.number().int().min(0).max(100),
  withinDays: z.number().positive().max(1_095).optional(),
});
export type Frequency = z.infer<typeof frequency>;
