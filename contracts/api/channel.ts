import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { jsonObject } from '../json.ts';
import { instantText, page } from './list.ts';

export const providerSchema = z.enum(['sandbox', 'smtp', 'webhook']);
export type Provider = z.infer<typeof providerSchema>;

/**
 * Why a provider did not take a message. Words are stable: they are stored, are metric labels and are translated.
 */
export const sendReasons = [
  // The whole account, until somebody mends it.
  'authentication_failed',
  'certificate_not_trusted',
  'channel_off',
  'gone',
  'policy_refused',
  'private_address',
  'provider_refused',
  'redirected',
  'sender_refused',
  'settings_refused',
  'tls_failed',
  // Not now.
  'aborted',
  'connection_failed',
  'inbox_unavailable',
  'internal_error',
  'mailbox_full',
  'provider_busy',
  'rate_limited',
  'receiver_failed',
  'temporarily_refused',
  'timeout',
  // This address, or this message.
  'address_unknown',
  'domain_takes_no_mail',
  'domain_unknown',
  'invalid_address',
  'mailbox_disabled',
  'mailbox_moved',
  'message_refused',
  'receiver_refused',
  'too_large',
  'wrong_channel',
] as const;
export const sendReasonSchema = z.enum(sendReasons);
export type SendReason = z.infer<typeof sendReasonSchema>;

/** How a channel sends. Secrets can be written but not read: the names of those that are set stand in `secrets`. */
export const channelAccount = z.object({
  channel: channelSchema,
  provider: providerSchema,
  settings: jsonObject,
  secrets: z.array(z.string()),
  /** Providers that this channel can use. */
  providers: z.array(providerSchema),
  /** Where the provider posts what became of messages; null where it posts nothing. */
  receiptUrl: z.string().nullable(),
  /** Why the provider refuses the account, so that messages wait; null while it does not. */
  stoppedReason: sendReasonSchema.nullable(),
  updatedAt: instantText.nullable(),
});
export type ChannelAccount = z.infer<typeof channelAccount>;
export const channelAccountList = page(channelAccount);

export const channelParameter = z.object({ channel: channelSchema });

/** A secret that is left out keeps the value it has. */
export const saveChannelRequest = z.object({ provider: providerSchema, settings: jsonObject });
export type SaveChannelRequest = z.infer<typeof saveChannelRequest>;

export const testChannelRequest = z.object({ to: z.string().min(1).max(320) });
/** `reason` where it was not taken; `detail` are the provider's own words. */
export const testChannelResponse = z.object({
  ok: z.boolean(),
  reason: sendReasonSchema.nullable(),
  detail: z.string().nullable(),
});
export type TestChannelResponse = z.infer<typeof testChannelResponse>;
