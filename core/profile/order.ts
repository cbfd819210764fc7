import type { Json } from '#contracts/json.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { TrackStimulus } from '#contracts/stimulus.ts';
import { attributeOrder } from '../arbiter/attribution.ts';
import type { Work } from '../work.ts';

/** Segment's ecommerce specification: a refund of an order, in whole or in part. */
export const refundEvent = 'Order Refunded';

export interface Order {
  /** Absent where the sender gave none. */
  readonly id: string | undefined;
  readonly refund: boolean;
  readonly refundId: string | undefined;
  /** A refund's is negative. */
  readonly value: number;
}

/**
 * What an event says of an order; undefined where it is about none. The value is `revenue`, else `total`, else `value` of
 * Segment's ecommerce specification.
 */
export function orderOf(
  settings: Pick<WorkspaceSettings, 'orderEvent'>,
  stimulus: Pick<TrackStimulus, 'name' | 'properties'>,
): Order | undefined {
  const { name, properties } = stimulus;
  const refund = name === refundEvent;
  if (name !== settings.orderEvent && !refund) return undefined;
  const amount = numberOf(properties.revenue) ?? numberOf(properties.total) ?? numberOf(properties.value) ?? 0;
  return {
    id: textOf(properties.order_id) ?? textOf(properties.orderId),
    refund,
    refundId: textOf(properties.refund_id) ?? textOf(properties.refundId),
    value: refund ? -Math.abs(amount) : amount,
  };
}

/** Keeps the order figures of a person and records the order with the message that it is attributed to. */
export function recordOrder(work: Work, stimulus: TrackStimulus): void {
  const settings = work.release.source.settings;
  const order = orderOf(settings, stimulus);
  if (order === undefined) return;

  const { refund, value } = order;
  const { properties } = stimulus;
  const products = properties.products;
  const touched =
    refund || work.imported ? undefined : attributeOrder(work.state, stimulus.at, settings.attributionDays);
  work.facts.push({
    type: 'order',
    profile: work.state.profile,
    at: stimulus.at,
    order: order.id ?? stimulus.id,
    value,
    currency: textOf(properties.currency) ?? settings.currency,
    itemCount: Array.isArray(products) ? products.length : 0,
    imported: work.imported,
    ...(work.import !== undefined && { import: work.import }),
    delivery: touched?.send.delivery ?? '',
    journey: touched?.send.journey ?? '',
    message: touched?.send.message ?? '',
    channel: touched?.send.channel ?? '',
    touch: touched?.touch ?? '',
    touchedAt: touched?.touchedAt ?? 0,
  });

  const { orders } = work.state;
  const lastAt = refund ? orders.lastAt : Math.max(orders.lastAt ?? 0, stimulus.at);
  work.state = {
    ...work.state,
    orders: {
      count: orders.count + (refund ? 0 : 1),
      // Cents: sums of decimal fractions must not show as 12.299999.
      value: Math.round((orders.value + value) * 100) / 100,
      ...(lastAt !== undefined && { lastAt }),
    },
  };
}

/** What is larger is no amount in any currency, and the fact's decimal column could not hold it. */
const largestAmount = 1e13;

function numberOf(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Math.abs(number) < largestAmount ? number : undefined;
}

function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' ? String(value) : undefined;
}
