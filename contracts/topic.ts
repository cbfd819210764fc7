import { z } from 'zod';
import { channelSchema } from './channel.ts';

/** The languages in which people are spoken to: hosted pages, confirmation messages, the admin app. */
export const languages = ['en', 'zh-Hans', 'zh-Hant'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

/** A text in some of the languages. */
export function localTexts(longest: number) {
  return z.partialRecord(languageSchema, z.string().max(longest));
}

/**
 * How consent works on a channel. `opt_in`: marketing needs an explicit yes; `opt_out`: an absent word counts as yes. With
 * double opt-in a yes counts only once she has confirmed it from the address itself, so it is always opt-in.
 */
export const consentRule = z.object({
  basis: z.enum(['opt_in', 'opt_out']).optional(),
  doubleOptIn: z.boolean().optional(),
  /** A yes is forgotten after so many days in which she did nothing; null is never. */
  lapsesAfterDays: z.number().int().min(1).max(3_650).nullable().optional(),
});
export type ConsentRule = z.infer<typeof consentRule>;

/** What people can choose or leave. They are shown in the order of the settings. */
export const consentTopic = z.object({
  /** What messages and consents refer to; never changes. */
  id: z.string().min(1).max(64),
  /** Shown where a language has no name of its own. */
  name: z.string().min(1).max(200),
  names: localTexts(200).optional(),
  descriptions: localTexts(500).optional(),
  /** Where the topic differs from the channel's rule. */
  channels: z.partialRecord(channelSchema, consentRule).optional(),
  /** Offered to nobody any more; what was said about it stays, and messages under it still obey that. */
  archived: z.boolean().optional(),
});
export type ConsentTopic = z.infer<typeof consentTopic>;

export function topicName({ name, names }: ConsentTopic, language: Language): string {
  return names?.[language] || name;
}
