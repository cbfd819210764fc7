import { z } from 'zod';
import { eventMatch } from './condition.ts';
import { says } from './field-problem.ts';
import type { Instant } from './identifiers.ts';

export const aggregations = [
  'count',
  'sum',
  'average',
  'minimum',
  'maximum',
  'first',
  'last',
  'most_frequent',
  'distinct_count',
] as const;
export type Aggregation = (typeof aggregations)[number];

/** Those that say something of the event itself: how often it came, when it came first and last. */
export const aggregationsOfEvents: readonly Aggregation[] = ['count', 'first', 'last'];

export const computedTraitsAtMost = 20;
/** Of a person: beyond so many different values `most_frequent` forgets the rarest. In a window each day's count apart. */
export const frequentValuesKept = 100;
/** Of a person: `distinct_count` does not go beyond. */
export const distinctValuesKept = 200;

/** Traits that the product keeps itself, or that its users edit: no computed trait may bear their names. */
const ownTraits: readonly string[] = [
  'lifecycle_stage',
  'lifecycle_stage_set',
  'lifecycle_stage_set_by',
  'persona',
  'tags',
  'owner',
];

export const computedTraitId = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9_]*$/, 'write small letters, digits and _, for example orders_last_90_days')
  .refine((id) => !ownTraits.includes(id), says('name_not_allowed', 'the product keeps a trait of this name itself'));

export const computedTraitContent = {
  name: z.string().trim().min(1).max(200),
  match: eventMatch,
  aggregation: z.enum(aggregations),
  property: z.string().min(1).max(200).optional(),
  withinDays: z.number().int().min(1).max(365).optional(),
};
const content = z.object(computedTraitContent);

export function hasWhatItNeeds({ aggregation, property }: Pick<z.infer<typeof content>, 'aggregation' | 'property'>) {
  return property !== undefined || aggregationsOfEvents.includes(aggregation);
}

/**
 * A trait that follows from a person's events. `id` is the trait's name. A window covers so many days of UTC with today;
 * absent, all time counts. Of a property that is a list each element counts.
 */
export interface ComputedTraitDefinition extends z.infer<typeof content> {
  readonly id: string;
}

/** As published. `since`: when, in ISO 8601; `sinceRelease`: the release that brought it as it stands. */
export interface PublishedComputedTrait extends ComputedTraitDefinition {
  readonly sinceRelease: number;
  readonly since: string;
}

/**
 * What one day brought to a computed trait, in as much as its aggregation needs. Two of the same day can be put together
 * in any order. `day` counts from 1970 in UTC; it is 0 where all time is one.
 */
export interface ComputedBucket {
  readonly day: number;
  readonly count?: number;
  readonly sum?: number;
  readonly extreme?: number;
  /** Time and value of the first or the last event. */
  readonly at?: Instant;
  readonly value?: string | number | boolean;
  readonly counts?: readonly (readonly [value: string, count: number])[];
  /** Short hashes of values; each stands in the newest of its days only. */
  readonly hashes?: readonly string[];
}

/** By the id of the trait; buckets ascend by day. */
export interface ComputedBuckets {
  readonly [trait: string]: readonly ComputedBucket[];
}
