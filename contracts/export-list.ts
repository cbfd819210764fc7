/** Lists that can be written to a file. */
export const exportLists = ['people', 'deliveries', 'events', 'orders'] as const;
export type ExportList = (typeof exportLists)[number];
