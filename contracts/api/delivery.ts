import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { holdReasons } from '../reason.ts';
import { receiptKinds } from '../stimulus.ts';
import { sendReasonSchema, sendReasons } from './channel.ts';
import { instantText, newestFirstQuery, page } from './list.ts';
import { gateResult } from './timeline.ts';

export const deliveryStatuses = ['sent', 'held_back', 'deferred', 'failed'] as const;

export const deliveryListQuery = newestFirstQuery.extend({
  status: z.enum(deliveryStatuses).optional(),
  channel: channelSchema.optional(),
  reason: z.enum(holdReasons).optional(),
  journey: z.string().max(64).optional(),
  message: z.string().max(64).optional(),
  profile: z.string().max(64).optional(),
});
export type DeliveryListQuery = z.infer<typeof deliveryListQuery>;

const deliveryKind = z.enum(['queued', ...receiptKinds]);

/** One message to one person, sent or not. `outcome` is where it stands now. */
export const delivery = z.object({
  id: z.string(),
  profile: z.string(),
  personName: z.string(),
  message: z.string(),
  messageName: z.string(),
  journey: z.string(),
  journeyName: z.string(),
  node: z.string(),
  channel: channelSchema.nullable(),
  outcome: z.enum(deliveryStatuses),
  reason: z.string().nullable(),
  at: instantText,
  /** What happened to it, oldest first. */
  kinds: z.array(z.object({ kind: deliveryKind, at: instantText })),
});
export type Delivery = z.infer<typeof delivery>;
export const deliveryList = page(delivery);

/** Every decision that was taken about it (it may have been deferred first), and every fact since. */
export const deliveryStory = delivery.extend({
  decisions: z.array(
    z.object({
      at: instantText,
      outcome: z.enum(['send', 'held_back', 'deferred']),
      channel: channelSchema.nullable(),
      reason: z.enum(holdReasons).nullable(),
      gates: z.array(gateResult),
    }),
  ),
  facts: z.array(
    z.object({
      at: instantText,
      kind: deliveryKind,
      channel: channelSchema,
      provider: z.string(),
      reason: z.string(),
      link: z.string(),
    }),
  ),
});
export type DeliveryStory = z.infer<typeof deliveryStory>;

/** What stands between a message that was decided on and its provider. */
export const pendingHandOver = z.object({
  /** Why the provider refuses the whole account of its channel; null while it does not. */
  accountStopped: sendReasonSchema.nullable(),
  /** Why it was put off last; null where it was not. */
  reason: z.enum([...new Set([...sendReasons, ...holdReasons])]).nullable(),
  /** When it is looked at again; null where that is now. */
  nextTryAt: instantText.nullable(),
  /** It is a dead letter: it goes out only when somebody has it tried again. */
  dead: z.boolean(),
});
export type PendingHandOver = z.infer<typeof pendingHandOver>;

/** `pending` is null once nothing is left to hand over, and while a journey still waits with it. */
export const deliveryDetail = deliveryStory.extend({ pending: pendingHandOver.nullable() });
export type DeliveryDetail = z.infer<typeof deliveryDetail>;
