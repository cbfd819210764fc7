import type { ComputedTraitDefinition } from '#contracts/computed-trait.ts';

const ordered = { event: 'Order Completed', where: [] };

export const demoComputedTraits: readonly ComputedTraitDefinition[] = [
  { id: 'order_count', name: 'Orders', match: ordered, aggregation: 'count' },
  {
    ...{ id: 'spent_last_90_days', name: 'Spent in the last 90 days', match: ordered },
    ...{ aggregation: 'sum', property: 'revenue', withinDays: 90 },
  },
  { id: 'average_order', name: 'Average order', match: ordered, aggregation: 'average', property: 'revenue' },
  {
    ...{ id: 'favourite_product', name: 'Most viewed product', match: { event: 'Product Viewed', where: [] } },
    ...{ aggregation: 'most_frequent', property: 'name', withinDays: 90 },
  },
];
