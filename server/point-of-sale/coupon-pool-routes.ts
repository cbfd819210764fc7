import { z } from 'zod';
import { couponPool, couponPoolList, createCouponPoolRequest } from '#contracts/api/coupon-pool.ts';
import { identifierParameter } from '#contracts/api/list.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { createCouponPool, deleteCouponPool, listCouponPools } from './coupon-pools.ts';

/** Pools of codes that journeys give away; the codes come in with the coupons. */
export function registerCouponPools(app: Routes, parts: ServerParts): void {
  const tags = ['point of sale'];

  app.get(
    '/coupon-pools',
    { schema: { tags, summary: 'List pools of coupons', response: { 200: couponPoolList } } },
    async () => ({ items: await listCouponPools(parts) }),
  );

  app.post(
    '/coupon-pools',
    {
      schema: { tags, summary: 'Create a pool', body: createCouponPoolRequest, response: { 201: couponPool } },
    },
    async ({ body }, reply) => reply.code(201).send(await createCouponPool(parts, body)),
  );

  app.delete(
    '/coupon-pools/:id',
    {
      schema: {
        tags,
        summary: 'Delete a pool that no journey uses; its codes stay',
        params: identifierParameter,
        response: { 204: z.undefined() },
      },
    },
    async ({ params: { id } }, reply) => {
      await deleteCouponPool(parts, id);
      return reply.code(204).send();
    },
  );
}
