import type { Channel } from '#contracts/channel.ts';
import type { MessageDefinition, MessageVariants } from '#contracts/message.ts';
import type { Language } from '#contracts/topic.ts';
import { knownLanguage } from '#core/profile/language.ts';

export interface ChosenTranslation {
  readonly language: Language;
  readonly variants: MessageVariants;
}

/** Whoever reads one script of Chinese reads the other sooner than a foreign language. */
const nextBest: { readonly [language in Language]?: Language } = { 'zh-Hans': 'zh-Hant', 'zh-Hant': 'zh-Hans' };

/**
 * The text of a channel in the language of whoever gets it (`locale`, RFC 5646), or the nearest that there is: the message's
 * own language where hers has no text.
 */
export function chooseTranslation(
  message: Pick<MessageDefinition, 'variants' | 'language' | 'translations'>,
  channel: Channel,
  { locale, workspaceLanguage }: { readonly locale: string | undefined; readonly workspaceLanguage: Language },
): ChosenTranslation {
  const main = { language: message.language ?? workspaceLanguage, variants: message.variants };
  const own = knownLanguage(locale);
  if (own === undefined) return main;
  for (const language of [own, nextBest[own]]) {
    if (language === undefined) continue;
    if (language === main.language) return main;
    const variants = message.translations?.[language];
    if (variants?.[channel] !== undefined) return { language, variants };
  }
  return main;
}
