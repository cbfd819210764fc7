import { z } from 'zod';
import { rfmBoundaries, rfmScore } from '../rfm.ts';
import { instantText } from './list.ts';

const rfmGridCell = z.object({
  recency: rfmScore,
  frequency: rfmScore,
  people: z.number().int(),
  /** Of all of them together. */
  value: z.number(),
  orders: z.number().int(),
  /** Whole days since the last order, on average. */
  days: z.number(),
});
export type RfmGridCell = z.infer<typeof rfmGridCell>;

/** Customers by how lately and how often they bought. `boundaries` is null while there are too few of them. */
export const rfmReport = z.object({
  boundaries: rfmBoundaries.nullable(),
  /** When they are computed anew. */
  refreshAt: instantText.nullable(),
  /** People with an order. */
  customers: z.number().int(),
  currency: z.string(),
  measuredAt: instantText,
  /** Squares of the grid with somebody in them. */
  cells: z.array(rfmGridCell),
});
export type RfmReport = z.infer<typeof rfmReport>;
