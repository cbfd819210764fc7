import { z } from 'zod';

/** A value of an event property or a trait is compared after coercion to the type of `value`. */
const scalar = z.union([z.string().max(1000), z.number(), z.boolean()]);

/**
 * A test of one property (of an event) or trait (of a person). `name` may be a path with dots (`address.city`).
 * `before` and `after` take ISO 8601 instants or dates; `contains` ignores case.
 */
export const propertyTest = z.discriminatedUnion('operator', [
  z.object({
    name: z.string().min(1).max(200),
    operator: z.enum(['equals', 'not_equals', 'greater', 'at_least', 'less', 'at_most', 'contains', 'before', 'after']),
    value: scalar,
  }),
  z.object({
    name: z.string().min(1).max(200),
    operator: z.enum(['one_of', 'none_of']),
    value: z.array(scalar).min(1).max(1000),
  }),
  z.object({ name: z.string().min(1).max(200), operator: z.enum(['exists', 'not_exists']) }),
]);
export type PropertyTest = z.infer<typeof propertyTest>;

/** An event by name, with tests that must all hold. */
export const eventMatch = z.object({
  event: z.string().min(1).max(200),
  where: z.array(propertyTest).max(20).default([]),
});
export type EventMatch = z.infer<typeof eventMatch>;
