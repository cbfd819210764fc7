import { z } from 'zod';

/** A value of an event property or a trait is compared after coercion to the type of `value`. */
const scalar = z.union([z.string().max(1000), z.number(), z.boolean()]);

/**
 * A test of one property (of an event) or trait (of a person). `name` may be a path with dots (`address.city`).
 * `before` and `after` take ISO 8601 instants or dates; `contains`, `starts_with` and `ends_with` ignore
 * case; a list passes `one_of` with one of the values, `all_of` with all of them, `none_of` with none.
 */
export const propertyTest = z.discriminatedUnion('operator', [
  z.object({
    name: z.string().min(1).max(200),
    operator: z.enum([
      'equals',
      'not_equals',
      'greater',
      'at_least',
      'less',
      'at_most',
      'contains',
      'starts_with',
      'ends_with',
      'before',
      'after',
    ]),
    value: scalar,
  }),
  z.object({
    name: z.string().min(1).max(200),
    operator: z.enum(['one_of', 'all_of', 'none_of']),
    value: z.array(scalar).min(1).max(1000),
  }),
  z.object({
    name: z.string().min(1).max(200),
    operator: z.literal('between'),
    /** Both ends belong to it. */
    value: z.tuple([z.number(), z.number()]),
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
