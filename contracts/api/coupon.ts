import { z } from 'zod';
import { says } from '../field-problem.ts';
import { instantText, page } from './list.ts';

/** `value` is a percentage, an amount in the workspace's currency, or for a gift what it is worth. */
const couponFields = {
  name: z.string().min(1).max(200),
  kind: z.enum(['percentage', 'amount', 'gift']),
  value: z.number().min(0).max(1e9),
  validFrom: instantText.nullable().default(null),
  validUntil: instantText.nullable().default(null),
  /** How often each code may be redeemed. */
  redemptionLimit: z.number().int().min(1).max(1_000_000).default(1),
  /** The pool from which journeys give them away, each code to one person. */
  pool: z.string().min(1).max(64).nullable().default(null),
};

/** Letters and digits; case and dashes do not matter when a code is redeemed. */
const couponCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9-]{2,62}[A-Z0-9]$/, 'use 4 to 64 letters, digits and dashes, for example SUMMER-7KQ2');

/** Either codes that exist already, or a number of new ones that nobody can guess. */
export const createCouponsRequest = z
  .object({
    ...couponFields,
    codes: z.array(couponCode).min(1).max(10_000).optional(),
    generate: z.number().int().min(1).max(10_000).optional(),
  })
  .strict()
  .refine(({ codes, generate }) => (codes === undefined) !== (generate === undefined), 'give either codes or generate')
  .refine(({ kind, value }) => kind !== 'percentage' || value <= 100, {
    path: ['value'],
    ...says('too_large', 'a percentage is at most 100', 100),
  });
export type CreateCouponsRequest = z.infer<typeof createCouponsRequest>;

export const createdCoupons = z.object({
  codes: z.array(z.string()),
  /** Those that existed before and were left as they are. */
  existing: z.array(z.string()),
});

export const coupon = z.object({
  code: z.string(),
  ...couponFields,
  redeemed: z.number().int(),
  /** Whom a journey, or somebody by hand, gave it to. */
  givenTo: z.string().nullable(),
  givenAt: instantText.nullable(),
  createdAt: instantText,
});
export type Coupon = z.infer<typeof coupon>;

/** `over`: its time ended before anybody redeemed it. */
export const couponStates = ['free', 'given', 'redeemed', 'over'] as const;
export type CouponState = (typeof couponStates)[number];

/** `person` is an id of a profile, or any identity that names one person. */
export const giveCouponRequest = z.strictObject({ person: z.string().trim().min(1).max(200) });

const couponRedemption = z.object({
  profile: z.string(),
  at: instantText,
  store: z.string(),
  register: z.string(),
  inExcess: z.boolean(),
});
export type CouponRedemption = z.infer<typeof couponRedemption>;
export const couponRedemptions = z.object({ items: z.array(couponRedemption) });

export const couponListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
  search: z.string().max(200).optional(),
  pool: z.string().max(64).optional(),
  state: z.enum(couponStates).optional(),
});
export type CouponListQuery = z.infer<typeof couponListQuery>;
export const couponList = page(coupon);
