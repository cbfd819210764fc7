import { z } from 'zod';
import { chosenIdentifier } from './definition.ts';
import { instantText } from './list.ts';

export const createCouponPoolRequest = z.object({ id: chosenIdentifier, name: z.string().min(1).max(200) });

/** `free` codes are neither given to anybody nor redeemed nor over. */
export const couponPool = z.object({
  id: z.string(),
  name: z.string(),
  codes: z.number().int(),
  free: z.number().int(),
  given: z.number().int(),
  createdAt: instantText,
});
export type CouponPool = z.infer<typeof couponPool>;

export const couponPoolList = z.object({ items: z.array(couponPool) });
