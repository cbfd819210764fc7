import { z } from 'zod';
import { type SegmentCondition, segmentCondition, segmentDefinition } from '../segment.ts';
import { chosenIdentifier, definitionOf, definitionStatus, draftOf, saveDraftRequest } from './definition.ts';
import { instantText, page } from './list.ts';

/** How far the history of a newly published segment has been counted. */
export const backfill = z.object({
  state: z.enum(['running', 'done', 'failed']),
  done: z.number().int(),
  total: z.number().int(),
});
export type Backfill = z.infer<typeof backfill>;

export const segmentListItem = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  status: definitionStatus,
  hasUnpublishedChanges: z.boolean(),
  /** People inside now; 0 for a draft. */
  size: z.number().int(),
  updatedAt: instantText,
  publishedAt: instantText.nullable(),
  backfill: backfill.nullable(),
});
export type SegmentListItem = z.infer<typeof segmentListItem>;
export const segmentList = page(segmentListItem);

export const segment = definitionOf(segmentDefinition).extend({
  description: z.string(),
  size: z.number().int(),
  backfill: backfill.nullable(),
});
export type Segment = z.infer<typeof segment>;

export const createSegmentRequest = z.object({
  id: chosenIdentifier,
  name: z.string().min(1).max(200),
  description: z.string().max(2_000).default(''),
  condition: draftOf(segmentCondition).default({ type: 'all', conditions: [] }),
});
export type CreateSegmentRequest = z.input<typeof createSegmentRequest>;

export const saveSegmentRequest = saveDraftRequest(segmentDefinition);
export type SaveSegmentRequest = z.infer<typeof saveSegmentRequest>;

export const previewSegmentRequest = z.object({
  condition: segmentCondition,
  /** `estimate`: where there is much to read, answer from a sample of the people; `exact` in the answer says if it was so. */
  precision: z.enum(['estimate', 'exact']).default('exact'),
  /**
   * Published segments to compare with. Without it the largest few, but none where everybody of many people is counted:
   * that takes seconds.
   */
  compareWith: z.array(z.string().min(1).max(64)).max(5).optional(),
  /** The segment whose definition this is, which is not compared with itself. */
  segment: z.string().max(64).optional(),
});
export type PreviewSegmentRequest = z.infer<typeof previewSegmentRequest>;

/** 95 of 100 estimates are off by no more than `error`; 0 where everybody was looked at. */
const estimatedCount = { count: z.number().int(), error: z.number().int() };
export const segmentPreview = z.object({
  exact: z.boolean(),
  ...estimatedCount,
  total: z.number().int(),
  sample: z.array(z.object({ id: z.string(), name: z.string() })),
  /** How many of these people are in other segments, too. */
  overlaps: z.array(z.object({ id: z.string(), name: z.string(), size: z.number().int(), ...estimatedCount })),
  milliseconds: z.number(),
  measuredAt: instantText,
  /** Age of the oldest event that is taken in but not counted here yet. */
  behindMilliseconds: z.number().int(),
});
export type SegmentPreview = z.infer<typeof segmentPreview>;

/** Why a person is or is not in a segment: the tree of its conditions, each with whether it holds for her. */
export interface SegmentExplanation {
  readonly condition: SegmentCondition;
  readonly holds: boolean;
  /** How often it happened within the window, where that is asked. */
  readonly count?: number | undefined;
  /** When it happened last, of what was counted. */
  readonly newestAt?: string | undefined;
  /**
   * What is true of her in place of what is asked for: the value of a trait, where a consent stands, her country, an amount.
   * Absent where nothing is known.
   */
  readonly value?: unknown;
  /** Since when that is so: when she gave a consent, came onto a list, into a segment or a company. */
  readonly since?: string | undefined;
  /** For `all`, `any` and `not`; of a condition that asks for another segment, that segment's condition. */
  readonly children: readonly SegmentExplanation[];
}

export const segmentExplanation: z.ZodType<SegmentExplanation> = z.lazy(() =>
  z.object({
    condition: segmentCondition,
    holds: z.boolean(),
    count: z.number().int().optional(),
    newestAt: instantText.optional(),
    value: z.unknown().optional(),
    since: instantText.optional(),
    children: z.array(segmentExplanation),
  }),
);
