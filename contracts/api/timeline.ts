import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { consentFactKinds, consentFactStatuses } from '../consent/consent.ts';
import { journeyChanges } from '../fact.ts';
import { jsonObject } from '../json.ts';
import { holdReasons } from '../reason.ts';
import { receiptKinds } from '../stimulus.ts';
import { instantText, newestFirstQuery, page } from './list.ts';
import { happeningTypes } from './live.ts';

/** `types` is a list with commas; absent means all. */
export const timelineQuery = newestFirstQuery.extend({
  /** Begins with the end of this day of the workspace's zone; what is newer is left out. */
  on: z.iso.date().optional(),
  types: z
    .string()
    .max(200)
    .transform((text) => text.split(',').filter((word) => word !== ''))
    .pipe(z.array(z.enum(happeningTypes)))
    .optional(),
});
export type TimelineQuery = z.infer<typeof timelineQuery>;

const base = { id: z.string(), at: instantText };

/** Names stand beside ids as they are today; a deleted definition leaves its id as the name. */
const message = { message: z.string(), messageName: z.string() };
const journey = { journey: z.string(), journeyName: z.string(), run: z.string(), node: z.string() };

export const gateResult = z.object({
  channel: channelSchema,
  outcome: z.enum(['passed', ...holdReasons]),
  until: instantText.optional(),
});

const eventItem = z.object({
  ...base,
  type: z.literal('event'),
  /** The id that its sender gave it; an order without one of its own goes by it. */
  event: z.string(),
  kind: z.enum(['track', 'identify']),
  name: z.string(),
  properties: jsonObject,
  url: z.string(),
  imported: z.boolean(),
  /** The journey that brought it about by a step that gives points or changes tags; absent otherwise. */
  by: z.object({ journey: z.string(), journeyName: z.string() }).optional(),
});

const decisionItem = z.object({
  ...base,
  ...message,
  ...journey,
  type: z.literal('decision'),
  delivery: z.string(),
  outcome: z.enum(['send', 'held_back', 'deferred']),
  channel: channelSchema.nullable(),
  reason: z.enum(holdReasons).nullable(),
  gates: z.array(gateResult),
});

const messageItem = z.object({
  ...base,
  ...message,
  ...journey,
  type: z.literal('message'),
  delivery: z.string(),
  channel: channelSchema,
  provider: z.string(),
  kind: z.enum(['queued', ...receiptKinds]),
  reason: z.string(),
  link: z.string(),
});

const orderItem = z.object({
  ...base,
  type: z.literal('order'),
  order: z.string(),
  value: z.number(),
  currency: z.string(),
  itemCount: z.number().int(),
  imported: z.boolean(),
  /** What the order is attributed to, or null. */
  attribution: z
    .object({
      delivery: z.string(),
      journey: z.string(),
      journeyName: z.string(),
      ...message,
      channel: channelSchema,
      touch: z.enum(['clicked', 'opened']),
      touchedAt: instantText,
    })
    .nullable(),
});

const membershipItem = z.object({
  ...base,
  type: z.literal('membership'),
  segment: z.string(),
  segmentName: z.string(),
  change: z.enum(['entered', 'left']),
});

const journeyStepItem = z.object({
  ...base,
  ...journey,
  type: z.literal('journey_step'),
  version: z.number().int(),
  change: z.enum(journeyChanges),
  branch: z.string(),
  detail: z.string(),
});

const consentItem = z.object({
  ...base,
  type: z.literal('consent'),
  kind: z.enum(consentFactKinds),
  channel: channelSchema.nullable(),
  topic: z.string().nullable(),
  topicName: z.string().nullable(),
  status: z.enum(consentFactStatuses),
  source: z.string(),
});

export const timelineItem = z.discriminatedUnion('type', [
  eventItem,
  decisionItem,
  messageItem,
  orderItem,
  membershipItem,
  journeyStepItem,
  consentItem,
]);
export type TimelineItem = z.infer<typeof timelineItem>;
export const timeline = page(timelineItem);
