import { z } from 'zod';
import { engagementCondition } from './segment/engagement.ts';
import { eventCondition } from './segment/event.ts';
import { traitCondition } from './segment/trait.ts';

/** The kinds of condition that ask something of a person. Each has a file of its own in every room: see CONTRIBUTING.md. */
const leafConditions = [traitCondition, eventCondition, engagementCondition] as const;

export type LeafCondition = z.infer<(typeof leafConditions)[number]>;

export type SegmentCondition =
  | LeafCondition
  | { readonly type: 'all' | 'any'; readonly conditions: readonly SegmentCondition[] }
  | { readonly type: 'not'; readonly condition: SegmentCondition };

/** A tree of conditions. An empty `all` holds for everybody, an empty `any` for nobody. */
export const segmentCondition: z.ZodType<SegmentCondition> = z.lazy(() =>
  z.union([
    ...leafConditions,
    z.object({ type: z.enum(['all', 'any']), conditions: z.array(segmentCondition).max(50) }),
    z.object({ type: z.literal('not'), condition: segmentCondition }),
  ]),
);

export const segmentDefinition = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(200),
  description: z.string().max(2_000).default(''),
  condition: segmentCondition,
});
export type SegmentDefinition = z.infer<typeof segmentDefinition>;
