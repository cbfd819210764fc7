/** Lists that can be written to a file. */
export const exportLists = [
  'people',
  'deliveries',
  'events',
  'orders',
  'companies',
  'segments',
  'journeys',
  'coupons',
] as const;
export type ExportList = (typeof exportLists)[number];
