import type { LeafCondition } from '#contracts/segment.ts';
import { refundEvent } from '../../profile/order.ts';
import type { Counting } from '../counter.ts';
import type { SegmentSettings } from '../segment-settings.ts';
import { type Amount, comparing } from './amount.ts';
import { counting } from './counting.ts';

type OrderCondition = Extract<LeafCondition, { type: 'order' }>;
type OrderAmountCondition = Extract<LeafCondition, { type: 'order_amount' }>;

export function orderHappenings({ where, product }: OrderCondition, { orderEvent }: SegmentSettings): Counting {
  return { source: 'event', match: { event: orderEvent, where }, ...(product && { product }) };
}

/** Where an order is told apart by a test, only a refund that says the same is taken off. */
export function orderAmount(condition: OrderAmountCondition, { orderEvent }: SegmentSettings): Amount {
  const { measure, where, product, comparison, number, window } = condition;
  const ofProducts = measure === 'quantity' ? 'product_quantity' : 'product_value';
  const isWhole = measure === 'value' && product === undefined;
  const restriction = product === undefined ? {} : { product };
  return {
    ...{ aggregation: 'sum', comparison, number, window },
    of: [
      {
        counted: { source: 'event', match: { event: orderEvent, where }, ...restriction },
        measure: { of: isWhole ? 'order_value' : ofProducts },
        sign: 1,
      },
      {
        counted: { source: 'event', match: { event: refundEvent, where }, ...restriction },
        measure: { of: isWhole ? 'refund_value' : ofProducts },
        sign: -1,
      },
    ],
  };
}

export const order = counting<OrderCondition>(orderHappenings);
export const orderAmountKind = comparing<OrderAmountCondition>(orderAmount);
