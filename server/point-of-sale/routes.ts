import { z } from 'zod';
import {
  coupon,
  couponList,
  couponListQuery,
  couponRedemptions,
  createCouponsRequest,
  createdCoupons,
  giveCouponRequest,
} from '#contracts/api/coupon.ts';
import {
  lookupRequest,
  lookupResponse,
  transactionsRequest,
  transactionsResponse,
} from '#contracts/api/point-of-sale.ts';
import { RequestError } from '#contracts/errors.ts';
import { defaultIdentitySettings } from '#contracts/identity-rule.ts';
import { pageOf, readOffset } from '../cursor.ts';
import { newestRelease } from '../definitions/parts.ts';
import { fieldError } from '../field-error.ts';
import type { ServerParts } from '../parts.ts';
import { findByIdentity } from '../profiles/find-by-identity.ts';
import type { Routes } from '../routes/routes.ts';
import { createTokenBucket, type TokenBucket } from '../token-bucket.ts';
import { countryOf } from '../workspace-country.ts';
import { registerCouponPools } from './coupon-pool-routes.ts';
import { createCoupons, deleteCoupon, giveCoupon, listCoupons } from './coupons.ts';
import { lookUpCustomer } from './look-up.ts';
import { recordTransactions } from './record.ts';
import { couponRedemptions as listRedemptions } from './redemptions.ts';

/** Of one key. A shop floor asks a few times a second at most; whoever tries out phone numbers asks more. */
const lookUpsPerSecond = 5;
const lookUpsAtOnce = 50;

export function registerPointOfSale(app: Routes, parts: ServerParts): void {
  const buckets = new Map<string, TokenBucket>();
  const tags = ['point of sale'];
  registerCouponPools(app, parts);

  app.post(
    '/point-of-sale/customers/look-up',
    {
      schema: {
        tags,
        summary: 'Find a customer by card, phone, e-mail or user id (in the body, because a URL ends up in logs)',
        body: lookupRequest,
        response: { 200: lookupResponse },
      },
    },
    async ({ body, caller }) => {
      const key = `${caller?.kind} ${caller?.name}`;
      const bucket = buckets.get(key) ?? createTokenBucket(lookUpsPerSecond, lookUpsAtOnce);
      buckets.set(key, bucket);
      const wait = bucket.take(1, performance.now());
      if (wait > 0) throw new RequestError('rate_limited', { retryAfterSeconds: wait });
      return lookUpCustomer(parts, body);
    },
  );

  app.post(
    '/point-of-sale/transactions',
    {
      schema: {
        tags,
        summary: 'Record sales, returns and redemptions, also those of a till that was offline; safe to repeat',
        body: transactionsRequest,
        response: { 200: transactionsResponse },
      },
    },
    async ({ body: { sentAt, transactions } }) => {
      const till = { sentAt: Date.parse(sentAt), receivedAt: Date.now() };
      return { results: await recordTransactions(parts, transactions, till) };
    },
  );

  app.get(
    '/coupons',
    {
      schema: {
        tags,
        summary: 'Coupon codes, newest first',
        querystring: couponListQuery,
        response: { 200: couponList },
      },
    },
    async ({ query: { limit, cursor, ...filters } }) => {
      const offset = readOffset(cursor);
      return pageOf(await listCoupons(parts, filters, limit, offset), limit, offset);
    },
  );

  app.post(
    '/coupons',
    {
      schema: {
        tags,
        summary: 'Create coupon codes, given or made',
        body: createCouponsRequest,
        response: { 201: createdCoupons },
      },
    },
    async ({ body }, reply) => reply.code(201).send(await createCoupons(parts, body)),
  );

  const params = z.object({ code: z.string().min(1).max(64) });

  app.post(
    '/coupons/:code/give',
    {
      schema: { tags, summary: 'Give a code to a person', params, body: giveCouponRequest, response: { 200: coupon } },
    },
    async ({ params: { code }, body }) => {
      const { settings } = await newestRelease(parts);
      const identities = settings.identity ?? defaultIdentitySettings;
      const [person, ...others] = await findByIdentity(
        ...([parts.store, parts.workspace, body.person, countryOf(settings), identities] as const),
      );
      if (person !== undefined && others.length === 0) return giveCoupon(parts, code.toUpperCase(), person.profile);
      const message =
        person === undefined ? 'Nobody is known by this.' : 'Several people are known by this; use a profile id.';
      throw fieldError('person', 'not_there', message);
    },
  );

  app.get(
    '/coupons/:code/redemptions',
    { schema: { tags, summary: 'Who redeemed a code, newest first', params, response: { 200: couponRedemptions } } },
    async ({ params: { code } }) => ({
      items: parts.clickhouse ? await listRedemptions(parts.clickhouse, parts.workspace, code.toUpperCase()) : [],
    }),
  );

  app.delete(
    '/coupons/:code',
    {
      schema: {
        tags,
        summary: 'Delete a code that nobody has redeemed',
        params,
        response: { 204: z.undefined() },
      },
    },
    async ({ params: { code } }, reply) => {
      await deleteCoupon(parts, code);
      return reply.code(204).send();
    },
  );
}
