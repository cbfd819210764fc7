import { z } from 'zod';
import { channelSchema } from './channel.ts';
import { languageSchema } from './topic.ts';

/** Liquid source. Rendered with the person, the event that started the run and the run's own values. */
const template = z.string().max(200_000);

export const messageVariants = z
  .object({
    email: z.object({
      subject: template.min(1),
      preheader: template.default(''),
      html: template.min(1),
      /** Left empty, the plain-text part is made from the HTML. */
      text: template.default(''),
    }),
    sms: z.object({ text: template.min(1) }),
    push: z.object({ title: template.min(1), body: template.min(1), url: template.default('') }),
    webhook: z.object({ body: template.min(1) }),
  })
  .partial();
export type MessageVariants = z.infer<typeof messageVariants>;

/**
 * One message with a native variant per channel, each in one or more languages. Transactional messages pass frequency caps, quiet hours and holdout;
 * everything else is marketing and needs consent for its topic.
 */
export const messageDefinition = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(200),
  purpose: z.enum(['marketing', 'transactional']),
  /** Consent topic, as listed in the settings. */
  topic: z.string().min(1).max(64),
  /** 0 to 100; among pending messages of one person the higher goes first. */
  priority: z.number().int().min(0).max(100).default(50),
  /** Channels in the order of preference where nothing else decides; channels without a variant are ignored. */
  channelOrder: z.array(channelSchema).default(['email', 'push', 'sms', 'webhook']),
  /** How long after the decision it may still be sent, in minutes. */
  validMinutes: z.number().int().min(1).max(43_200).default(1_440),
  /** Where a frequency cap is full: wait for room as long as it is valid, which is meant when absent, or give it up. */
  whenCapped: z.enum(['wait', 'hold_back']).optional(),
  variants: messageVariants,
  /** In which language `variants` are written; absent: in the workspace's. */
  language: languageSchema.optional(),
  /** The variants in further languages. Everybody reads her own; where it has no text for the channel, `variants`. */
  translations: z.partialRecord(languageSchema, messageVariants).optional(),
});
export type MessageDefinition = z.infer<typeof messageDefinition>;
