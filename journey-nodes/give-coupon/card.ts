import { type NodeCard, namedWays } from '#admin/journeys/nodes/node-card.ts';

export const giveCouponCard: NodeCard<'give_coupon'> = {
  icon: 'coupon',
  group: 'person',
  empty: () => ({ kind: 'give_coupon', pool: '', variable: 'coupon', branches: { given: null, none: null } }),
  ways: (_, t) => namedWays(t, 'given', 'none'),
  words: (node, { t, pool }) => t('canvas.couponWords', { pool: pool(node.pool), variable: node.variable }),
};
