import fc from 'fast-check';
import type { Instant } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { engagementKinds } from '#contracts/segment/engagement.ts';
import { days } from '#core/duration.ts';
import { origin } from './origin.ts';
import { properties } from './property.ts';
import { type Told, tellings } from './told.ts';
import { slidingDays } from './window.ts';

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
      readonly kind: (typeof engagementKinds)[number];
      readonly channel: 'email' | 'sms';
      readonly message: string;
      readonly at: Instant;
      readonly arrivedAt: Instant;
    }
  | { readonly type: 'traits'; readonly traits: JsonObject; readonly arrivedAt: Instant }
  | { readonly type: 'told'; readonly told: Told; readonly arrivedAt: Instant };

/** An entry with a time of its own. */
export type HappenedEntry = Exclude<Entry, { type: 'traits' | 'told' }>;

export function hasHappened(entry: Entry): entry is HappenedEntry {
  return 'at' in entry;
}

/** One of them more often, so that conditions find what they ask for. */
export const kindsDrawn = [...engagementKinds, 'sent', 'sent', 'sent', 'opened'] as const;

export const eventNames = ['Product Viewed', 'Order Completed', "it's \\ 100%\t{p0:String}"] as const;

/**
 * Event times that collide, lie late and (seldom) ahead of their arrival, and lie on the edges of windows as seen from
 * the arrivals: a window that ends at an arrival, or a millisecond beside it, begins where something happened.
 */
const happenedBefore = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 0, 1, 1000) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...slidingDays), fc.integer({ min: -1, max: 1 }))
      .map(([window, by]) => days(window) + by),
  },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: days(10) }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: days(400) }) },
  { weight: 1, arbitrary: fc.integer({ min: -days(3), max: -1 }) },
);
const happened = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      type: fc.constant('event' as const),
      name: fc.constantFrom(eventNames[0], ...eventNames, 'Order Refunded'),
      properties,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('engagement' as const),
      kind: fc.constantFrom(...kindsDrawn),
      channel: fc.constantFrom('email', 'sms'),
      message: fc.constantFrom('m1', 'm2'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('traits' as const), traits: properties }) },
  { weight: 6, arbitrary: tellings },
);

/**
 * One person's story in the order of arrival; arrivals do not go back and lie within ten days before `origin`. One in twelve is
 * told again as it was, by another message: the way in refuses repeats of the same message only.
 */
export const histories: fc.Arbitrary<readonly Entry[]> = fc
  .array(
    fc.tuple(
      happened,
      happenedBefore,
      fc.oneof(fc.constantFrom(0, 1, days(0.5), days(1)), fc.integer({ min: 0, max: days(2) })),
      fc.nat(11),
    ),
    {
      maxLength: 30,
      size: 'max',
    },
  )
  .map((steps) => {
    let arrivedAt = origin - days(10);
    let told: HappenedEntry | undefined;
    return steps.map(([what, before, pause, kind]): Entry => {
      arrivedAt = Math.min(arrivedAt + pause, origin);
      if (kind === 0 && told !== undefined) return { ...told, arrivedAt };
      if (what.type === 'traits' || what.type === 'told') return { ...what, arrivedAt };
      told = { ...what, at: arrivedAt - before, arrivedAt };
      return told;
    });
  });
