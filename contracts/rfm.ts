import { z } from 'zod';

/** Of recency, frequency and monetary value alike: 1 is the lowest fifth of the customers, 5 the best. */
export const rfmScores = [1, 2, 3, 4, 5] as const;
export type RfmScore = (typeof rfmScores)[number];
export const rfmScore = z.union(rfmScores.map((score) => z.literal(score)));

/** A square of the grid; without `monetary` all five of its values. */
export const rfmCell = z.object({ recency: rfmScore, frequency: rfmScore, monetary: rfmScore.optional() });
export type RfmCell = z.infer<typeof rfmCell>;

/** All three of a person. */
export const rfmScoring = rfmCell.required();
export type RfmScoring = z.infer<typeof rfmScoring>;

/** What is known of a person's orders: refunds lower the value, and are neither orders nor recent. */
export interface OrderSummary {
  /** Orders; nobody without one has scores. */
  readonly count: number;
  /** In the workspace's currency, rounded to hundredths. */
  readonly value: number;
  /** Time of the newest order, in milliseconds since 1970. */
  readonly lastAt?: number | undefined;
}

const fourAscending = z
  .array(z.number())
  .length(4)
  .refine((values) => values.every((value, index) => index === 0 || value >= (values[index - 1] ?? value)), {
    message: 'boundaries ascend',
  });

/**
 * Where the fifths of a workspace's customers began when they were looked at. A value of four boundaries [a, b, c, d] falls
 * into one of (-inf, a), [a, b), [b, c), [c, d), [d, inf); where many customers share a value two boundaries are equal, and
 * the fifth between them is empty.
 *
 * `recencyDays` are whole days since the last order, of 24 hours: the first interval scores 5, the last 1. Of `frequency`
 * (orders) and `monetary` (value) the first scores 1, the last 5.
 */
export const rfmBoundaries = z.object({
  version: z.number().int().min(1),
  computedAt: z.iso.datetime(),
  /** Customers whose orders they were computed from. */
  customers: z.number().int(),
  recencyDays: fourAscending,
  frequency: fourAscending,
  monetary: fourAscending,
});
export type RfmBoundaries = z.infer<typeof rfmBoundaries>;

/** Fifths of fewer customers say nothing about anybody. */
export const fewestRfmCustomers = 25;

export const rfmGroups = [
  'champions',
  'loyal',
  'potential_loyalists',
  'new_customers',
  'promising',
  'need_attention',
  'about_to_sleep',
  'at_risk',
  'cannot_lose',
  'hibernating',
] as const;
export type RfmGroup = (typeof rfmGroups)[number];

/** Rows by frequency, 1 first; in each, recency from 1 to 5. The usual names of marketers' literature. */
const grid: readonly (readonly RfmGroup[])[] = [
  ['hibernating', 'hibernating', 'about_to_sleep', 'promising', 'new_customers'],
  ['hibernating', 'hibernating', 'about_to_sleep', 'potential_loyalists', 'potential_loyalists'],
  ['at_risk', 'at_risk', 'need_attention', 'potential_loyalists', 'potential_loyalists'],
  ['at_risk', 'at_risk', 'loyal', 'loyal', 'champions'],
  ['cannot_lose', 'cannot_lose', 'loyal', 'loyal', 'champions'],
];

/** The name of a square of the grid; each of the 25 has one. */
export function rfmGroupOf({ recency, frequency }: Pick<RfmCell, 'recency' | 'frequency'>): RfmGroup {
  return grid[frequency - 1]?.[recency - 1] ?? 'hibernating';
}

export function cellsOfGroup(group: RfmGroup): readonly RfmCell[] {
  return rfmScores
    .flatMap((recency) => rfmScores.map((frequency) => ({ recency, frequency })))
    .filter((cell) => rfmGroupOf(cell) === group);
}

/** In an address and in a filter: recency, frequency and, where it is asked for, value of each cell, as in `55,54` or `555`. */
export function writeRfmCells(cells: readonly RfmCell[]): string {
  return cells.map(({ recency, frequency, monetary = '' }) => `${recency}${frequency}${monetary}`).join(',');
}

export const rfmCellsText = z
  .string()
  .max(600)
  .regex(/^[1-5]{2,3}(,[1-5]{2,3})*$/, 'write cells by their scores, for example 55,54');

/** Of a text that `rfmCellsText` takes. */
export function readRfmCells(text: string): readonly RfmCell[] {
  return text.split(',').flatMap((digits) => {
    const [recency, frequency, monetary] = [...digits].map(Number);
    const cell = rfmCell.safeParse({ recency, frequency, ...(monetary !== undefined && { monetary }) });
    return cell.success ? [cell.data] : [];
  });
}
