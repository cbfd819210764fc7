import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { jsonObject } from '../json.ts';
import { instantText, page } from './list.ts';

export const providerSchema = z.enum(['sandbox', 'smtp', 'webhook']);
export type Provider = z.infer<typeof providerSchema>;

/** How a channel sends. Secrets can be written but not read: the names of those that are set stand in `secrets`. */
export const channelAccount = z.object({
  channel: channelSchema,
  provider: providerSchema,
  settings: jsonObject,
  secrets: z.array(z.string()),
  /** Providers that this channel can use. */
  providers: z.array(providerSchema),
  updatedAt: instantText.nullable(),
});
export type ChannelAccount = z.infer<typeof channelAccount>;
export const channelAccountList = page(channelAccount);

export const channelParameter = z.object({ channel: channelSchema });

/** A secret that is left out keeps the value it has. */
export const saveChannelRequest = z.object({ provider: providerSchema, settings: jsonObject });
export type SaveChannelRequest = z.infer<typeof saveChannelRequest>;

export const testChannelRequest = z.object({ to: z.string().min(1).max(320) });
export const testChannelResponse = z.object({ ok: z.boolean(), message: z.string() });
export type TestChannelResponse = z.infer<typeof testChannelResponse>;
