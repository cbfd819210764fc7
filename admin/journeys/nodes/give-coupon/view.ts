import { type NodeView, namedWays } from '../node-view.ts';

export const giveCouponView: NodeView<'give_coupon'> = {
  icon: 'coupon',
  group: 'person',
  empty: () => ({ kind: 'give_coupon', pool: '', variable: 'coupon', branches: { given: null, none: null } }),
  ways: (_, t) => namedWays(t, 'given', 'none'),
  words: ({ pool, variable }, { t }) => t('canvas.couponWords', { pool: pool || '…', variable }),
};
