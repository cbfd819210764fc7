import { z } from 'zod';

/**
 * A share of all people in percent, with two decimals. With the same `salt` it is always the same people, and a larger
 * share contains a smaller one; with another salt they are drawn anew.
 */
export const randomCondition = z.object({
  type: z.literal('random'),
  share: z.number().min(0).max(100).multipleOf(0.01),
  salt: z.string().min(1).max(64),
});
