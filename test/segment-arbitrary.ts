import fc from 'fast-check';
import type { PropertyTest } from '#contracts/condition.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import type { Frequency } from '#contracts/segment/frequency.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { days } from '#core/duration.ts';

/** Something that is told to a person's state: when it arrived, and (but for traits) when it happened. */
export type Entry =
  | {
      readonly type: 'event';
      readonly name: string;
      readonly properties: JsonObject;
      readonly at: Instant;
      readonly arrivedAt: Instant;
    }
  | {
      readonly type: 'engagement';
      readonly kind: 'sent' | 'opened' | 'clicked';
      readonly channel: 'email' | 'sms';
      readonly message: string;
      readonly at: Instant;
      readonly arrivedAt: Instant;
    }
  | { readonly type: 'traits'; readonly traits: JsonObject; readonly arrivedAt: Instant };

/** The middle of all generated histories. */
export const origin = Date.parse('2026-03-29T00:30:00Z');

const windows = [0.5, 1, 2, 7] as const;
const eventNames = ['Product Viewed', 'Order Completed', "it's \\ 100%\t{p0:String}"] as const;

const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'a',
      'A',
      'ab',
      'É',
      'é',
      '',
      '1',
      '1.0',
      '10',
      '9',
      'true',
      'FALSE',
      '0',
      'ΑΣ',
      '😀',
      '\uffee',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '2026-03-28',
      '2026-03-29T00:30:00Z',
      '2026-03-29T02:30:00.5+02:00',
      '2026-02-30',
      '1e3',
      '1e+21',
      '{"a":1}',
      '[1]',
      'null',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
  {
    weight: 1,
    arbitrary: fc
      .date({ min: new Date(origin - days(400_000)), max: new Date(origin + days(90_000)), noInvalidDate: true })
      .map((date) => date.toISOString()),
  },
);

/** Whole numbers of 2^64 and more are left out: ClickHouse takes JSON text with one for no JSON at all. */
const number = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0, 1, -1, 9, 10, 1.5, 1e21, 1e-7, 1e11, 1_774_744_200, 1_774_744_200_000) },
  {
    weight: 1,
    arbitrary: fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((value) => Math.abs(value) < 1e19 || Math.abs(value) >= 1e21),
  },
);
const scalar = fc.oneof(
  { weight: 3, arbitrary: text },
  { weight: 2, arbitrary: number },
  { weight: 1, arbitrary: fc.boolean() },
);
const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 8, arbitrary: scalar },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.array(fc.oneof(scalar, fc.constantFrom(null, { a: 1 }, ['a'])), { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('a', 'b'), scalar, { maxKeys: 2 }) },
);

const keys = ['a', 'b', 'size', "o'k"] as const;
const properties: fc.Arbitrary<JsonObject> = fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 3 });
const path = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<string>(...keys) },
  { weight: 1, arbitrary: fc.constantFrom('a.b', 'b.a', 'toString', 'a.') },
);

export const propertyTests: fc.Arbitrary<PropertyTest> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      name: path,
      operator: fc.constantFrom(
        'equals',
        'not_equals',
        'greater',
        'at_least',
        'less',
        'at_most',
        'contains',
        'before',
        'after',
      ),
      value: scalar,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      name: path,
      operator: fc.constantFrom('one_of', 'none_of'),
      value: fc.array(scalar, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ name: path, operator: fc.constantFrom('exists', 'not_exists') }) },
);

export const propertyValues = properties;

const frequency: fc.Arbitrary<Frequency> = fc
  .record({
    comparison: fc.constantFrom('at_least', 'at_most', 'exactly'),
    times: fc.constantFrom(0, 1, 1, 2, 3, 5),
    window: fc.constantFrom(undefined, ...windows),
  })
  .map(({ comparison, times, window }) => ({ comparison, times, ...(window !== undefined && { withinDays: window }) }));

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const leaf: fc.Arbitrary<SegmentCondition> = fc.oneof(
  { weight: 2, arbitrary: propertyTests.map((test) => ({ type: 'trait' as const, test })) },
  {
    weight: 5,
    arbitrary: fc
      .record({
        event: fc.constantFrom(...eventNames),
        where: fc.oneof(
          { weight: 2, arbitrary: fc.constant<PropertyTest[]>([]) },
          { weight: 1, arbitrary: fc.array(propertyTests, { maxLength: 2 }) },
        ),
        frequency,
      })
      .map(({ event, where, frequency }) => ({ type: 'event' as const, match: { event, where }, frequency })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        kind: fc.constantFrom('sent', 'opened', 'clicked'),
        channel: optional(fc.constantFrom('email', 'sms')),
        message: optional(fc.constantFrom('m1', 'm2')),
        frequency,
      })
      .map(({ kind, channel, message, frequency }) => ({
        type: 'engagement' as const,
        kind,
        frequency,
        ...(channel !== undefined && { channel }),
        ...(message !== undefined && { message }),
      })),
  },
);

export const conditions: fc.Arbitrary<SegmentCondition> = fc.letrec<{ tree: SegmentCondition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 4, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constantFrom('all', 'any'),
        conditions: fc.array(tie('tree'), { maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('not' as const), condition: tie('tree') }) },
  ),
})).tree;

/**
 * Event times that collide, lie late and (seldom) ahead of their arrival, and lie on the edges of windows as seen from
 * the arrivals: a window that ends at an arrival, or a millisecond beside it, begins where something happened.
 */
const happenedBefore = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 0, 1, 1000) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...windows), fc.integer({ min: -1, max: 1 }))
      .map(([window, by]) => days(window) + by),
  },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: days(10) }) },
  { weight: 1, arbitrary: fc.integer({ min: -days(3), max: -1 }) },
);
const happened = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('event' as const), name: fc.constantFrom(...eventNames), properties }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('engagement' as const),
      kind: fc.constantFrom('sent', 'opened', 'clicked'),
      channel: fc.constantFrom('email', 'sms'),
      message: fc.constantFrom('m1', 'm2'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('traits' as const), traits: properties }) },
);

/** One person's story in the order of arrival; arrivals do not go back and lie within ten days before `origin`. */
export const histories: fc.Arbitrary<readonly Entry[]> = fc
  .array(
    fc.tuple(
      happened,
      happenedBefore,
      fc.oneof(fc.constantFrom(0, 1, days(0.5), days(1)), fc.integer({ min: 0, max: days(2) })),
    ),
    {
      maxLength: 12,
    },
  )
  .map((steps) => {
    let arrivedAt = origin - days(10);
    return steps.map(([what, before, pause]): Entry => {
      arrivedAt = Math.min(arrivedAt + pause, origin);
      return what.type === 'traits' ? { ...what, arrivedAt } : { ...what, at: arrivedAt - before, arrivedAt };
    });
  });
