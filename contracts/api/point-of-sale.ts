import { z } from 'zod';
import { instantText } from './list.ts';

/** How a till names a customer. Where there are several, the strongest that is known decides, as for every event. */
const customerIdentities = z
  .object({
    userId: z.string().min(1).max(200).optional(),
    /** Number of a loyalty card, as it is scanned. */
    card: z.string().min(1).max(200).optional(),
    email: z.string().min(3).max(254).optional(),
    /** As dialled in the workspace's country, or with `+` and the country code. */
    phone: z.string().min(3).max(50).optional(),
  })
  .strict();

export const lookupRequest = customerIdentities.refine(
  (given) => Object.values(given).filter((value) => value !== undefined).length === 1,
  'name exactly one of userId, card, email and phone',
);

/** What a clerk needs and no more: contacts are shown in part, as a proof that it is she. */
const foundCustomer = z.object({
  id: z.string(),
  name: z.string().nullable(),
  language: z.string().nullable(),
  /** For example `a•••@shop.example`. */
  email: z.string().nullable(),
  /** The last three digits, for example `•••789`. */
  phone: z.string().nullable(),
  card: z.string().nullable(),
  orders: z.object({
    count: z.number().int(),
    value: z.number(),
    currency: z.string(),
    lastAt: instantText.nullable(),
  }),
  segments: z.array(z.object({ id: z.string(), name: z.string() })),
});

export const lookupResponse = z.object({ customer: foundCustomer.nullable() });
export type LookupResponse = z.infer<typeof lookupResponse>;

const amount = z.number().min(0).max(1e12);

const item = z
  .object({
    sku: z.string().min(1).max(200),
    name: z.string().max(500).optional(),
    category: z.string().max(200).optional(),
    brand: z.string().max(200).optional(),
    quantity: z.number().min(0).max(1e9),
    /** Of one piece, in the transaction's currency. */
    price: amount,
  })
  .strict();

const transactionFields = {
  /**
   * Made by the till, once for each transaction, and sent again unchanged until it is answered. Known for 180 days: a repeat
   * is answered and not recorded again.
   */
  id: z.string().min(1).max(128),
  /** By the till's clock. The difference between `sentAt` and our clock is taken out. */
  at: z.iso.datetime({ offset: true }),
  store: z.string().min(1).max(200),
  register: z.string().max(200).optional(),
  customer: customerIdentities.refine(
    (given) => Object.values(given).some((value) => value !== undefined),
    'name the customer by at least one of userId, card, email and phone',
  ),
};

const sale = z
  .object({
    type: z.literal('sale'),
    ...transactionFields,
    /** Number of the receipt; the order id by which a return finds it. */
    receipt: z.string().min(1).max(200),
    total: amount,
    /** ISO 4217; the workspace's where it is missing. */
    currency: z
      .stringFormat('currency', /^[A-Z]{3}$/, 'write the currency as its three ISO 4217 letters, for example EUR')
      .optional(),
    items: z.array(item).max(200).default([]),
  })
  .strict();

const saleReturn = z
  .object({
    ...sale.shape,
    type: z.literal('return'),
    /** Receipt of the sale that the goods come back from, where it is at hand. */
    originalReceipt: z.string().min(1).max(200).optional(),
  })
  .strict();

const redemption = z
  .object({
    type: z.literal('redemption'),
    ...transactionFields,
    customer: transactionFields.customer.optional(),
    code: z.string().min(1).max(64),
    /** The discount was given while the till had no connection: it cannot be taken back, so it is recorded in any case. */
    offline: z.boolean().default(false),
  })
  .strict();

export const pointOfSaleTransaction = z.discriminatedUnion('type', [sale, saleReturn, redemption]);
export type PointOfSaleTransaction = z.infer<typeof pointOfSaleTransaction>;

/**
 * Up to 200 transactions, each for itself: one that is refused leaves the others alone. They are read one by one, so that
 * a till that was offline for a day is not sent back for one bad line.
 */
export const transactionsRequest = z
  .object({
    /** By the till's clock, when the request left. */
    sentAt: z.iso.datetime({ offset: true }),
    transactions: z.array(z.unknown()).min(1).max(200),
  })
  .strict();

const transactionOutcomes = [
  'recorded',
  /** The same transaction was recorded before; nothing was done. */
  'repeated',
  /** Redeemed while offline although the code was used up, expired or not yet valid; recorded so that somebody can look. */
  'redeemed_in_excess',
  'refused',
] as const;

export const refusalReasons = [
  'invalid_transaction',
  'id_used_for_another_transaction',
  'unreadable_customer',
  'unknown_coupon',
  'coupon_used_up',
  'coupon_expired',
  'coupon_not_yet_valid',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export const transactionResult = z.object({
  /** As sent; null where it could not be read. */
  id: z.string().nullable(),
  outcome: z.enum(transactionOutcomes),
  reason: z.enum(refusalReasons).nullable(),
  /** Says what to mend. */
  message: z.string().nullable(),
  /** Of a redemption: what the code is good for. */
  coupon: z
    .object({ code: z.string(), name: z.string(), kind: z.enum(['percentage', 'amount', 'gift']), value: z.number() })
    .nullable(),
});
export type TransactionResult = z.infer<typeof transactionResult>;

export const transactionsResponse = z.object({ results: z.array(transactionResult) });
