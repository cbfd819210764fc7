import { useTranslation } from 'react-i18next';
import type { DefinitionProblem } from '#contracts/api/definition.ts';
import { type Channel, channels } from '#contracts/channel.ts';
import type { TemplateProblemReason } from '#contracts/template-problem.ts';
import { languages as knownLanguages, type Language } from '#contracts/topic.ts';
import { languages } from '../i18n/languages.ts';

/** What is wrong with a message or a template in it, in the reader's language. */
export function useProblemWords() {
  const { t } = useTranslation();
  const field = (name: string) => t(`messages.problemPlace.${name}`, { defaultValue: name });
  const channel = (name: string) => (isChannel(name) ? t(`channel.${name}`) : field(name));
  const line = (number: number | string | null) =>
    number === null || number === '' ? [] : [t('messages.problemPlace.line', { line: number })];
  /** `message`: the English sentence, for what has no word of its own. */
  const reason = ({ code, params }: TemplateProblemReason, message: string) =>
    t(`messages.templateReason.${code}`, { ...params, message });

  /** Such as `translations.zh-Hans.email.subject`. */
  const place = (path: string) =>
    path
      .split('.')
      .filter((part) => part !== 'translations' && part !== 'variants')
      .map((part) => (isLanguage(part) ? languages[part] : channel(part)))
      .join(' · ') || field('variants');

  const problem = ({ code, path, params, message }: DefinitionProblem): string => {
    const where = [place(path ?? ''), ...line(params['line'] ?? null)].join(' · ');
    switch (code) {
      case 'incomplete':
        return t('messages.problem.incomplete', { place: where });
      case 'template_error':
        return t('messages.problem.template_error', {
          place: where,
          reason: t(`messages.templateReason.${params['reason']}`, params),
        });
      case 'translation_without_variant': {
        const { language = '', channel: name = '' } = params;
        const words = { language: isLanguage(language) ? languages[language] : language, channel: channel(name) };
        return t('messages.problem.translation_without_variant', words);
      }
      default:
        return t(`messages.problem.${code}`, { ...params, defaultValue: message });
    }
  };

  return { field, line, reason, problem };
}

function isChannel(name: string): name is Channel {
  return (channels as readonly string[]).includes(name);
}

function isLanguage(name: string): name is Language {
  return (knownLanguages as readonly string[]).includes(name);
}
