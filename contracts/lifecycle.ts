import { z } from 'zod';
import { says } from './field-problem.ts';
import { type LifecycleStage, lifecycleStages } from './lifecycle-stage.ts';
import { type SegmentCondition, segmentCondition } from './segment.ts';

export { type LifecycleStage, lifecycleStages } from './lifecycle-stage.ts';

/** The trait that holds a person's stage. */
export const stageTrait = 'lifecycle_stage';
/** The stage that a journey has put her into, where she is whatever the rules say, and who did it (`journey:ID`). */
export const setStageTrait = 'lifecycle_stage_set';
export const stageSetterTrait = 'lifecycle_stage_set_by';

/** The rules in their order: a person is in the stage of the first that holds, and in none where none does. */
export const lifecycleSettings = z
  .array(z.object({ stage: z.enum(lifecycleStages), condition: segmentCondition }))
  .max(lifecycleStages.length)
  .refine(
    (rules) => new Set(rules.map(({ stage }) => stage)).size === rules.length,
    says('twice', 'each stage has one rule'),
  );
export type LifecycleSettings = z.infer<typeof lifecycleSettings>;

const prefix = 'lifecycle:';

/** A stage is kept as a segment that nobody edits: its memberships, their facts, figures and history are a segment's. */
export function stageSegment(stage: LifecycleStage): string {
  return `${prefix}${stage}`;
}

export function stageOfSegment(segment: string): LifecycleStage | undefined {
  return lifecycleStages.find((stage) => stageSegment(stage) === segment);
}

function did(event: string, times: number, withinDays?: number): SegmentCondition {
  const frequency = { comparison: 'at_least', times, ...(withinDays !== undefined && { withinDays }) } as const;
  return { type: 'event', match: { event, where: [] }, frequency };
}

/**
 * For a retailer who tracks by Segment's ecommerce specification: who brings others is an advocate; who comes back is
 * loyal; a first order is evaluated for 90 days; a filled basket is a decision; a looked-at product is considered;
 * everybody else is aware of the brand.
 */
export const suggestedLifecycle: LifecycleSettings = [
  {
    stage: 'advocacy',
    condition: {
      type: 'any',
      conditions: [did('Product Reviewed', 2, 365), did('Product Shared', 2, 365), did('Order Completed', 10, 365)],
    },
  },
  { stage: 'loyalty', condition: did('Order Completed', 2, 365) },
  { stage: 'evaluation', condition: did('Order Completed', 1, 90) },
  {
    stage: 'decision',
    condition: { type: 'any', conditions: [did('Product Added', 1, 14), did('Checkout Started', 1, 14)] },
  },
  { stage: 'consideration', condition: did('Product Viewed', 1, 90) },
  { stage: 'awareness', condition: { type: 'all', conditions: [] } },
];
