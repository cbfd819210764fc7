import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { instantText, newestFirstQuery, page } from './list.ts';

export const inboxListQuery = newestFirstQuery.extend({
  search: z.string().max(200).optional(),
  channel: channelSchema.optional(),
});
export type InboxListQuery = z.infer<typeof inboxListQuery>;

/** A message that the sandbox took instead of a provider. */
export const inboxItem = z.object({
  id: z.string(),
  channel: channelSchema,
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  preview: z.string(),
  at: instantText,
  profile: z.string(),
  delivery: z.string(),
  openedAt: instantText.nullable(),
  clickedAt: instantText.nullable(),
});
export type InboxItem = z.infer<typeof inboxItem>;
export const inboxList = page(inboxItem);

export const inboxMessage = inboxItem.extend({
  html: z.string(),
  text: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  links: z.array(z.string()),
});
export type InboxMessage = z.infer<typeof inboxMessage>;

/** What whoever has the message writes back. */
export const replyRequest = z.strictObject({ text: z.string().trim().min(1).max(1_000) });
/** False: the address may name nobody by the rules of identity. */
export const replyTaken = z.object({ taken: z.boolean() });
