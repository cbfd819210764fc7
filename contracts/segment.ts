import { z } from 'zod';
import { aggregateCondition } from './segment/aggregate.ts';
import { companyCondition } from './segment/company.ts';
import { consentCondition, doNotContactCondition, reachableCondition, suppressedCondition } from './segment/consent.ts';
import { engagementCondition } from './segment/engagement.ts';
import { eventCondition } from './segment/event.ts';
import { listCondition } from './segment/list.ts';
import { occurrenceCondition } from './segment/occurrence.ts';
import { orderAmountCondition, orderCondition } from './segment/order.ts';
import { randomCondition } from './segment/random.ts';
import { type ReferenceCondition, segmentReference, stageReference } from './segment/reference.ts';
import { rfmCondition } from './segment/rfm.ts';
import { sequenceCondition } from './segment/sequence.ts';
import { traitCondition } from './segment/trait.ts';
import {
  deviceCondition,
  languageCondition,
  locationCondition,
  nearCondition,
  timeZoneCondition,
} from './segment/whereabouts.ts';

/** The kinds of condition that ask something of a person. Each has a file of its own in every room: see CONTRIBUTING.md. */
const leafConditions = [
  traitCondition,
  eventCondition,
  engagementCondition,
  occurrenceCondition,
  aggregateCondition,
  sequenceCondition,
  orderCondition,
  orderAmountCondition,
  consentCondition,
  reachableCondition,
  suppressedCondition,
  doNotContactCondition,
  listCondition,
  locationCondition,
  nearCondition,
  deviceCondition,
  languageCondition,
  timeZoneCondition,
  randomCondition,
  rfmCondition,
  companyCondition,
] as const;

export type LeafCondition = z.infer<(typeof leafConditions)[number]>;

export type SegmentCondition =
  | LeafCondition
  | ReferenceCondition
  | { readonly type: 'all' | 'any'; readonly conditions: readonly SegmentCondition[] }
  | { readonly type: 'not'; readonly condition: SegmentCondition };

/** A tree of conditions. An empty `all` holds for everybody, an empty `any` for nobody. */
export const segmentCondition: z.ZodType<SegmentCondition> = z.lazy(() =>
  z.union([
    ...leafConditions,
    segmentReference,
    stageReference,
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
