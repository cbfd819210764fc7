import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { languageSchema } from '../topic.ts';

const texts = z.record(languageSchema, z.string());

export const templateGroups = ['begin', 'sell', 'keep', 'lead', 'store'] as const;

/** A ready journey of the gallery; its words stand in every language. */
export const journeyTemplate = z.object({
  id: z.string(),
  group: z.enum(templateGroups),
  name: texts,
  description: texts,
  /** Kinds of its steps, in the order in which most people would go through them. */
  steps: z.array(z.string()),
  messages: z.array(z.object({ name: texts, subject: texts, channels: z.array(channelSchema) })),
  /** Names of segments that come along. */
  segments: z.array(texts),
  /** Events that somebody must send for it to do something. */
  events: z.array(z.string()),
});
export type JourneyTemplate = z.infer<typeof journeyTemplate>;

export const journeyTemplateList = z.object({ items: z.array(journeyTemplate) });

/**
 * The main language of the drafts: names are in it, and it is what people get whose language a message does not hold. And
 * where the buttons of the messages lead.
 */
export const useTemplateRequest = z.object({
  language: languageSchema,
  shop: z.url({ protocol: /^https?$/ }).max(500),
});
export type UseTemplateRequest = z.infer<typeof useTemplateRequest>;
