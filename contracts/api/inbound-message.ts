import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { keywordActions } from '../inbound/inbound.ts';
import { instantText, newestFirstQuery, page } from './list.ts';

export const inboundListQuery = newestFirstQuery.extend({
  channel: channelSchema.optional(),
  /** Part of the text, in any case. */
  search: z.string().max(200).optional(),
  profile: z.string().max(64).optional(),
});
export type InboundListQuery = z.infer<typeof inboundListQuery>;

/** What a person wrote to the brand. */
export const inboundItem = z.object({
  id: z.string(),
  profile: z.string(),
  personName: z.string(),
  channel: channelSchema,
  from: z.string(),
  subject: z.string().nullable(),
  text: z.string(),
  /** What a word of the workspace's own asked for. */
  keywordAction: z.enum(keywordActions).nullable(),
  /** The message of ours that she answered. */
  answered: z.object({ delivery: z.string(), message: z.string(), messageName: z.string() }).nullable(),
  at: instantText,
});
export type InboundItem = z.infer<typeof inboundItem>;
export const inboundList = page(inboundItem);
