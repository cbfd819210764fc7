import type { PointOfSaleTransaction } from '#contracts/api/point-of-sale.ts';
import type { Identity, Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import type { Outcome } from './entries.ts';

export interface Recorded {
  readonly transaction: PointOfSaleTransaction;
  readonly identities: readonly Identity[];
  readonly at: Instant;
  readonly outcome: Outcome;
}

/** The event by which a transaction reaches its customer, in the words of Segment's ecommerce specification. */
export function eventOf(
  { transaction, identities, at, outcome }: Recorded,
  workspace: WorkspaceId,
  settings: WorkspaceSettings,
  receivedAt: Instant,
): TrackedEvent {
  return {
    workspace,
    messageId: `point-of-sale:${transaction.id}`,
    at,
    receivedAt,
    identities,
    context: {},
    trusted: true,
    content: { type: 'track', ...nameAndProperties(transaction, outcome, settings) },
  };
}

function nameAndProperties(
  transaction: PointOfSaleTransaction,
  { outcome, coupon }: Outcome,
  settings: WorkspaceSettings,
): { name: string; properties: JsonObject } {
  const place = {
    channel: 'store',
    store: transaction.store,
    ...(transaction.register !== undefined && { register: transaction.register }),
  };
  switch (transaction.type) {
    case 'sale':
      return {
        name: settings.orderEvent,
        properties: { order_id: transaction.receipt, ...goods(transaction, settings), ...place },
      };
    case 'return':
      return {
        name: 'Order Refunded',
        properties: {
          order_id: transaction.originalReceipt ?? transaction.receipt,
          // Goods of one order may come back on several days.
          refund_id: transaction.receipt,
          ...goods(transaction, settings),
          ...place,
        },
      };
    case 'redemption':
      return {
        name: 'Coupon Redeemed',
        properties: {
          coupon_id: coupon?.code ?? transaction.code,
          ...(coupon && { coupon_name: coupon.name, kind: coupon.kind, discount: coupon.value }),
          in_excess: outcome === 'redeemed_in_excess',
          ...place,
        },
      };
  }
}

function goods(
  { total, currency, items }: Extract<PointOfSaleTransaction, { type: 'sale' | 'return' }>,
  settings: WorkspaceSettings,
): JsonObject {
  return {
    total,
    revenue: total,
    currency: currency ?? settings.currency,
    products: items.map(({ sku, name, category, brand, quantity, price }) => ({
      product_id: sku,
      sku,
      ...(name !== undefined && { name }),
      ...(category !== undefined && { category }),
      ...(brand !== undefined && { brand }),
      quantity,
      price,
    })),
  };
}
