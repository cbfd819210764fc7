import { z } from 'zod';
import { channelSchema } from './channel.ts';
import { eventMatch, propertyTest } from './condition.ts';

/** How often, in a sliding window that ends now; `withinDays` absent means ever. Event time counts. */
const frequency = z.object({
  comparison: z.enum(['at_least', 'at_most', 'exactly']),
  times: z.number().int().min(0).max(100),
  withinDays: z.number().positive().max(1_095).optional(),
});
export type Frequency = z.infer<typeof frequency>;

const traitCondition = z.object({ type: z.literal('trait'), test: propertyTest });
const eventCondition = z.object({ type: z.literal('event'), match: eventMatch, frequency });
const engagementCondition = z.object({
  type: z.literal('engagement'),
  kind: z.enum(['sent', 'opened', 'clicked']),
  channel: channelSchema.optional(),
  message: z.string().max(64).optional(),
  frequency,
});

export type SegmentCondition =
  | z.infer<typeof traitCondition>
  | z.infer<typeof eventCondition>
  | z.infer<typeof engagementCondition>
  | { readonly type: 'all' | 'any'; readonly conditions: readonly SegmentCondition[] }
  | { readonly type: 'not'; readonly condition: SegmentCondition };

/** A tree of conditions. An empty `all` holds for everybody, an empty `any` for nobody. */
export const segmentCondition: z.ZodType<SegmentCondition> = z.lazy(() =>
  z.union([
    traitCondition,
    eventCondition,
    engagementCondition,
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
