import { z } from 'zod';
import { eventMatch, propertyTest } from './condition.ts';
import { says } from './field-problem.ts';
import type { Instant } from './identifiers.ts';
import { stageTrait } from './lifecycle.ts';

/** The traits that hold a person's score, a whole number, and the name of the grade that it is in. */
export const scoreTrait = 'lead_score';
export const gradeTrait = 'lead_grade';
/** What her timeline shows, and a journey may start by, when the grade has changed. */
export const gradeEvent = 'Lead Grade Changed';
/** What a journey records when it gives or takes points: they count beside what the rules bring. */
export const pointsEvent = 'Score Points Given';
/** By this id the points of journeys are kept; no rule of the settings can have it. */
export const givenPointsRule = '~journeys';

export const scoreRulesAtMost = 30;
export const gradesAtMost = 10;
const largestScore = 10_000;

const ownNames: readonly string[] = [scoreTrait, gradeTrait, stageTrait];

export const scoreDecays = ['none', 'half_life', 'per_period'] as const;
export const scoreCauses = ['event', 'trait'] as const;

/** Each event that matches brings the points anew, and they decay; a trait brings them while its test holds. */
const scoreCause = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('event'),
    match: eventMatch
      .refine(({ event }) => event !== gradeEvent, says('follows_from_score', `"${gradeEvent}" follows from the score`))
      .refine(({ event }) => event !== pointsEvent, says('counts_by_itself', `"${pointsEvent}" counts by itself`)),
  }),
  z.object({
    type: z.literal('trait'),
    test: propertyTest.refine(
      ({ name }) => !ownNames.includes(name.split('.', 1)[0] ?? ''),
      says('follows_from_score', 'this trait may follow from the score itself'),
    ),
  }),
]);
export type ScoreCause = z.infer<typeof scoreCause>;

export const mostPointsAtOnce = 1_000;
/** Points that are given or taken at a time. */
export const scorePoints = z
  .number()
  .int()
  .min(-mostPointsAtOnce)
  .max(mostPointsAtOnce)
  .refine((points) => points !== 0, says('no_points', 'points are more or less than 0'));

const scoreRule = z.object({
  /** Stable: what has been counted is found by it. */
  id: z
    .string()
    .max(64)
    .regex(/^[a-z0-9][a-z0-9_-]*$/, 'write small letters, digits, - and _'),
  name: z.string().trim().min(1).max(100),
  cause: scoreCause,
  points: scorePoints,
  /** However often it happens, the rule brings (or takes) no more than so many points at a time. */
  atMost: z.number().int().min(1).max(largestScore).optional(),
});
export type ScoreRule = z.infer<typeof scoreRule>;

/**
 * What becomes of points that events brought: they stay; they are halved in so many days, a little each day; or they lose
 * so many percent at the end of each period. Days are of UTC, periods are counted from 1 January 1970.
 */
export const scoreDecay = z.discriminatedUnion('type', [
  z.object({ type: z.literal('none') }),
  z.object({ type: z.literal('half_life'), days: z.number().int().min(1).max(730) }),
  z.object({
    type: z.literal('per_period'),
    percent: z.number().int().min(1).max(99),
    everyDays: z.number().int().min(1).max(365),
  }),
]);
export type ScoreDecay = z.infer<typeof scoreDecay>;

const scoreGrade = z.object({
  name: z.string().trim().min(1).max(40),
  /** The lowest score that is in it. */
  from: z.number().int().min(-largestScore).max(largestScore),
});
export type ScoreGrade = z.infer<typeof scoreGrade>;

const content = z.object({
  rules: z.array(scoreRule).max(scoreRulesAtMost),
  decay: scoreDecay,
  /** The score shown is never below, and never above. */
  lowest: z.number().int().min(-largestScore).max(0).optional(),
  highest: z.number().int().min(1).max(largestScore).optional(),
  /** A person is in the grade with the highest `from` that her score reaches. */
  grades: z.array(scoreGrade).max(gradesAtMost),
});

function areDistinct(values: readonly (string | number)[]): boolean {
  return new Set(values).size === values.length;
}

/** The rules by which a person's interest is told as one number. Without rules nobody has a score. */
export const leadScoreSettings = content
  .refine(({ rules }) => areDistinct(rules.map(({ id }) => id)), {
    path: ['rules'],
    ...says('twice', 'each rule has its own id'),
  })
  .refine(({ grades }) => areDistinct(grades.map(({ name }) => name)), {
    path: ['grades'],
    ...says('same_name_twice', 'each grade has a name of its own'),
  })
  .refine(({ grades }) => areDistinct(grades.map(({ from }) => from)), {
    path: ['grades'],
    ...says('same_score_twice', 'each grade begins at a score of its own'),
  });
export type LeadScoreSettings = z.infer<typeof content>;

export const noLeadScore: LeadScoreSettings = { rules: [], decay: { type: 'half_life', days: 30 }, grades: [] };

/** As published. `sinceRelease`: the release from which on the rule's events are counted as they are now. */
export interface PublishedLeadScore extends Omit<LeadScoreSettings, 'rules'> {
  /** The release that brought the whole as it stands: everybody is looked at anew by it. */
  readonly sinceRelease: number;
  /** The release from which on the points of journeys are counted as they are now; absent, since `sinceRelease`. */
  readonly givenSince?: number;
  readonly rules: readonly PublishedScoreRule[];
}

export interface PublishedScoreRule extends ScoreRule {
  readonly sinceRelease: number;
  /** The one of the product's own that adds up the points of journeys, and not events. */
  readonly isGiven?: true;
}

/**
 * What the events of one rule have come to, in events and not in points, so that points may change without a count; those of
 * journeys are in points, which each event brings along. `sum` is worth so much at the beginning of `unit`, a day of UTC or
 * a period; two can be put together in any order.
 */
export interface ScoreSum {
  readonly unit: number;
  readonly sum: number;
  /** All of them, and the newest. */
  readonly times: number;
  readonly lastAt: Instant;
}

/** By the id of the rule. */
export interface ScoreSums {
  readonly [rule: string]: ScoreSum;
}

/** For a shop that tracks by Segment's ecommerce specification. */
export const suggestedLeadScore: LeadScoreSettings = {
  rules: [
    { id: 'viewed', name: 'Looked at a product', cause: did('Product Viewed'), points: 2, atMost: 20 },
    { id: 'added', name: 'Put a product into the basket', cause: did('Product Added'), points: 10, atMost: 30 },
    { id: 'checkout', name: 'Began to check out', cause: did('Checkout Started'), points: 20, atMost: 40 },
    { id: 'ordered', name: 'Ordered', cause: did('Order Completed'), points: 30, atMost: 60 },
    { id: 'returned', name: 'Sent an order back', cause: did('Order Refunded'), points: -15, atMost: 30 },
  ],
  decay: { type: 'half_life', days: 30 },
  lowest: 0,
  highest: 100,
  grades: [
    { name: 'A', from: 60 },
    { name: 'B', from: 30 },
    { name: 'C', from: 10 },
  ],
};

function did(event: string): ScoreCause {
  return { type: 'event', match: { event, where: [] } };
}
