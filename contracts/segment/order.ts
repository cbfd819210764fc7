import { z } from 'zod';
import { propertyTest } from '../condition.ts';
import { comparedNumber, numberComparison } from './aggregate.ts';
import { frequency } from './frequency.ts';
import { timeWindow } from './window.ts';

const where = z.array(propertyTest).max(20).default([]);
/** All of them hold for one and the same product of `products` (Segment's ecommerce specification). */
const product = z.array(propertyTest).min(1).max(20).optional();

/** How often she ordered; with `product`, how many of her orders had such a product. */
export const orderCondition = z.object({ type: z.literal('order'), where, product, frequency });

/**
 * For how much she ordered less what was refunded, or how many pieces; with `product`, of such products alone, by `price` and
 * `quantity` (1 where there is none). A refund counts on the day of the refund, and at products only where it lists them.
 */
export const orderAmountCondition = z.object({
  type: z.literal('order_amount'),
  measure: z.enum(['value', 'quantity']),
  where,
  product,
  comparison: numberComparison,
  number: comparedNumber,
  window: timeWindow.optional(),
});
