import { z } from 'zod';
import { templateGroups } from '#contracts/api/journey-template.ts';
import { messageDefinition } from '#contracts/message.ts';
import { languageSchema } from '#contracts/topic.ts';

/** A text in every language. */
const texts = z.record(languageSchema, z.string().min(1));

const word = z.union([texts, z.string()]);

/** A mail as its words; `email-layout.ts` makes HTML of it. `url` is Liquid and sees `shop` too. */
const mail = z.strictObject({
  subject: texts,
  preheader: texts,
  title: texts,
  text: z.array(texts).min(1),
  button: texts,
  url: z.string(),
  /** Shows the product of the event that started the journey. */
  product: z.literal(true).optional(),
});
export type TemplateMail = z.infer<typeof mail>;

const { purpose, priority, channelOrder, validMinutes } = messageDefinition.shape;

export const templateMessage = z.strictObject({
  id: z.string(),
  name: texts,
  purpose,
  topic: z.string(),
  priority,
  channelOrder,
  validMinutes,
  variants: z.strictObject({
    email: mail,
    sms: z.strictObject({ text: word }).optional(),
    push: z.strictObject({ title: word, body: word, url: z.string() }).optional(),
  }),
});
export type TemplateMessage = z.infer<typeof templateMessage>;

/**
 * A ready journey. In `journey` and `segments`, which are definitions otherwise, a text may stand in every language; the
 * definitions are checked when one is chosen.
 */
export const template = z.strictObject({
  id: z.string(),
  group: z.enum(templateGroups),
  name: texts,
  description: texts,
  journey: z.looseObject({ nodes: z.array(z.looseObject({ id: z.string(), kind: z.string() })) }),
  messages: z.array(templateMessage),
  segments: z.array(z.looseObject({ id: z.string(), name: texts })),
});
export type Template = z.infer<typeof template>;
