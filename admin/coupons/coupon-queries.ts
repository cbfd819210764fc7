import { queryOptions } from '@tanstack/react-query';
import { type CouponState, couponList, couponRedemptions } from '#contracts/api/coupon.ts';
import { couponPoolList } from '#contracts/api/coupon-pool.ts';
import { api } from '../shared/api.ts';
import { useListQuery } from '../shared/use-list-query.ts';

interface CouponFilters {
  readonly search?: string | undefined;
  readonly pool?: string | undefined;
  readonly state?: CouponState | undefined;
}

/** Queries of codes and pools begin with these words. */
export const couponKeys = [['coupons'], ['coupon-pools']];

export function useCouponsQuery(filters: CouponFilters) {
  return useListQuery({ path: '/coupons', schema: couponList, query: { ...filters, limit: 50 } });
}

export const couponPoolsQuery = queryOptions({
  queryKey: ['coupon-pools'],
  queryFn: async ({ signal }) => (await api.get('/coupon-pools', couponPoolList, { signal })).items,
});

export const redemptionsQuery = (code: string) =>
  queryOptions({
    queryKey: ['coupons', 'redemptions', code],
    queryFn: async ({ signal }) =>
      (await api.get(`/coupons/${encodeURIComponent(code)}/redemptions`, couponRedemptions, { signal })).items,
  });
