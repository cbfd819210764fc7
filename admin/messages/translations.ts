import type { Channel } from '#contracts/channel.ts';
import type { MessageDefinition, MessageVariants } from '#contracts/message.ts';
import type { Language } from '#contracts/topic.ts';

/** The texts of one language; those of the main one stand in the message itself. */
export function variantsIn(message: MessageDefinition, language: Language, mainLanguage: Language): MessageVariants {
  return language === mainLanguage ? message.variants : (message.translations?.[language] ?? {});
}

export function withVariantsIn(
  message: MessageDefinition,
  language: Language,
  { mainLanguage, variants }: { readonly mainLanguage: Language; readonly variants: MessageVariants },
): MessageDefinition {
  if (language === mainLanguage) return { ...message, variants };
  const { [language]: _, ...others } = message.translations ?? {};
  const isEmpty = Object.keys(variants).length === 0;
  return { ...message, translations: isEmpty ? others : { ...others, [language]: variants } };
}

/** A channel that is given up is given up in every language. */
export function withoutChannel(message: MessageDefinition, channel: Channel): MessageDefinition {
  const { [channel]: _, ...variants } = message.variants;
  const entries = Object.entries(message.translations ?? {}).flatMap(([language, translated]) => {
    const { [channel]: _gone, ...rest } = translated;
    return Object.keys(rest).length === 0 ? [] : [[language, rest]];
  });
  return { ...message, variants, translations: Object.fromEntries(entries) };
}
