import { z } from 'zod';
import { nodeBase, successor } from '#contracts/journey/node-base.ts';
import { variableName } from '#contracts/journey/variable.ts';

/** Takes a code from a pool for her alone and keeps it in a variable of the run. `none`: the pool is empty. */
export const giveCouponNode = z.object({
  ...nodeBase,
  kind: z.literal('give_coupon'),
  pool: z.string().min(1).max(64),
  variable: variableName,
  branches: z.object({ given: successor, none: successor }),
});
