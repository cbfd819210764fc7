import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { jsonObject } from '../json.ts';
import { messageDefinition } from '../message.ts';
import { templateProblemReason } from '../template-problem.ts';
import { languageSchema } from '../topic.ts';
import { chosenIdentifier, definitionOf, definitionStatus, draftOf, saveDraftRequest } from './definition.ts';
import { instantText, page } from './list.ts';

export const messageListItem = z.object({
  id: z.string(),
  name: z.string(),
  purpose: z.enum(['marketing', 'transactional']),
  topic: z.string(),
  priority: z.number().int(),
  channels: z.array(channelSchema),
  /** In which it is written, its own first. */
  languages: z.array(languageSchema),
  status: definitionStatus,
  hasUnpublishedChanges: z.boolean(),
  updatedAt: instantText,
  sent: z.number().int(),
  heldBack: z.number().int(),
  opened: z.number().int(),
  clicked: z.number().int(),
});
export type MessageListItem = z.infer<typeof messageListItem>;
export const messageList = page(messageListItem);

export const message = definitionOf(messageDefinition);
export type Message = z.infer<typeof message>;

/** Without a `draft` it starts as an empty marketing e-mail. `id` inside the draft is the server's. */
export const createMessageRequest = z.object({
  id: chosenIdentifier,
  name: z.string().min(1).max(200),
  draft: draftOf(messageDefinition).optional(),
});
export type CreateMessageRequest = z.input<typeof createMessageRequest>;

export const saveMessageRequest = saveDraftRequest(messageDefinition);
export type SaveMessageRequest = z.infer<typeof saveMessageRequest>;

/**
 * `message` is a definition or the id of a saved one; without a profile it is rendered for an invented person, who speaks
 * `language`. A profile gets it in the language in which she would.
 */
export const previewMessageRequest = z.object({
  message: z.union([z.string().min(1).max(64), draftOf(messageDefinition)]),
  profile: z.string().max(64).optional(),
  language: languageSchema.optional(),
  trigger: z.object({ event: z.string(), properties: jsonObject }).optional(),
});
export type PreviewMessageRequest = z.infer<typeof previewMessageRequest>;

const rendered = z.discriminatedUnion('channel', [
  z.object({
    channel: z.literal('email'),
    subject: z.string(),
    preheader: z.string(),
    html: z.string(),
    text: z.string(),
  }),
  z.object({ channel: z.literal('sms'), text: z.string(), segments: z.number().int() }),
  z.object({ channel: z.literal('push'), title: z.string(), body: z.string(), url: z.string() }),
  z.object({ channel: z.literal('webhook'), body: z.string() }),
]);

/** One entry per variant: the rendered content, or where its template is wrong. */
export const messagePreview = z.object({
  variants: z.array(
    z.union([
      z.object({ channel: channelSchema, language: languageSchema, rendered }),
      z.object({
        channel: channelSchema,
        error: templateProblemReason.extend({
          field: z.string(),
          line: z.number().int().nullable(),
          /** An English sentence. */
          message: z.string(),
          /** The variable that has no value; only where that was asked for. */
          missing: z.string().optional(),
        }),
      }),
    ]),
  ),
});
export type MessagePreview = z.infer<typeof messagePreview>;
