import { z } from 'zod';
import { type Channel, channelSchema } from '../channel.ts';
import type { DeliveryId } from '../identifiers.ts';

/** The event that a message of a person to the brand leaves. Nobody but a channel can bring one of this name. */
export const inboundEvent = 'Inbound Message Received';

/** What a word of the workspace's own asks for, whatever the journeys do. */
export const keywordActions = ['opt_out', 'opt_in', 'help'] as const;
export type KeywordAction = (typeof keywordActions)[number];

/** How the message came. Its words stand in the properties of the event. */
export interface InboundOrigin {
  readonly channel: Channel;
  /** The message of ours that she answered, as her own names it by a signed reference. */
  readonly delivery?: DeliveryId;
}

/**
 * The properties of that event. `from` is her address, `to` ours. `answered*` name the message of ours that she answered
 * and the journey that it was part of, `keywordAction` what a word of the workspace's own asked for.
 */
export const inboundProperties = z.object({
  channel: channelSchema,
  text: z.string(),
  subject: z.string().optional(),
  from: z.string(),
  to: z.string().optional(),
  provider: z.string(),
  keywordAction: z.enum(keywordActions).optional(),
  answeredDelivery: z.string().optional(),
  answeredMessage: z.string().optional(),
  answeredJourney: z.string().optional(),
});
export type InboundProperties = z.infer<typeof inboundProperties>;

/** Nobody writes more into a message that a person should read at once, and a text of the log has to stay small. */
export const longestInboundText = 10_000;

const words = z.array(z.string().trim().min(1).max(100)).min(1).max(50);

/**
 * Which messages of hers are meant. `keyword`: one of the words stands in it as a whole word; `contains`: anywhere in it. Case,
 * full width and half width are the same; simplified and traditional characters are not.
 */
export const inboundMatch = z.object({
  /** None: any. */
  channels: z.array(channelSchema).max(10),
  text: z.discriminatedUnion('is', [
    z.object({ is: z.literal('any') }),
    z.object({ is: z.literal('keyword'), words }),
    z.object({ is: z.literal('contains'), words }),
  ]),
});
export type InboundMatch = z.infer<typeof inboundMatch>;
