import { z } from 'zod';
import { eventMatch } from '../condition.ts';
import { timeWindow } from './window.ts';

export const numberComparison = z.enum(['at_least', 'at_most', 'greater', 'less', 'exactly']);
export type NumberComparison = z.infer<typeof numberComparison>;

/** Beyond this a sum of several would no longer be exact. */
export const comparedNumber = z.number().min(-1e11).max(1e11);

/** More different values than this are not told apart in a person's document. */
const mostDistinct = 100;

/**
 * What the values of a property of her events come to. Each element of a list counts, and of products each one's
 * (`products[].price`). The window goes by whole days; nobody without a value has an average, a smallest or a largest one.
 */
export const aggregateCondition = z
  .object({
    type: z.literal('aggregate'),
    match: eventMatch,
    property: z.string().min(1).max(200),
    aggregation: z.enum(['sum', 'average', 'minimum', 'maximum', 'distinct_count']),
    comparison: numberComparison,
    number: comparedNumber,
    window: timeWindow.optional(),
  })
  .refine(
    ({ aggregation, number }) => aggregation !== 'distinct_count' || (number >= 0 && number <= mostDistinct),
    `compare the number of different values with at most ${mostDistinct}`,
  );
