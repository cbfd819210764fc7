import { z } from 'zod';
import { minutes } from './node-base.ts';

/** May a person enter again: never, at any time, or after a pause since the last entry (with the same key, where runs have one). */
export const reentryRule = z.discriminatedUnion('type', [
  z.object({ type: z.literal('never') }),
  z.object({ type: z.literal('always') }),
  z.object({ type: z.literal('after'), minutes }),
]);

/**
 * What runs of one person are told apart by. `profile`: one at a time; `property`: one at a time for each value of a
 * property of what starts it (an order's id), several values at once; `entry`: each entry is a run of its own.
 */
export const runKey = z.discriminatedUnion('by', [
  z.object({ by: z.literal('profile') }),
  z.object({
    by: z.literal('property'),
    property: z.string().min(1).max(200),
    atOnce: z.number().int().min(1).max(20),
  }),
  z.object({ by: z.literal('entry'), atOnce: z.number().int().min(1).max(20) }),
]);
export type RunKey = z.infer<typeof runKey>;

/** How many may enter: each person, and all people together, ever and in a sliding time. */
export const entryLimits = z.object({
  perPerson: z.number().int().min(1).max(1_000).optional(),
  total: z.number().int().min(1).max(1_000_000_000).optional(),
  within: z.object({ entries: z.number().int().min(1).max(1_000_000_000), minutes }).optional(),
});
export type EntryLimits = z.infer<typeof entryLimits>;
