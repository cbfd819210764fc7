import { useTranslation } from 'react-i18next';
import type { MessageDefinition } from '#contracts/message.ts';
import { languages as codes, type Language } from '#contracts/topic.ts';
import { languages } from '../i18n/languages.ts';
import { Segmented } from '../shared/ui/segmented.tsx';
import styles from './message-editor.module.css';
import { variantsIn } from './translations.ts';
import type { ShownVariant } from './use-shown-variant.ts';

interface LanguageTabsProps {
  readonly message: MessageDefinition;
  readonly shown: ShownVariant;
}

/** In which language the text is edited, the main one first; those without a text of their own for the channel say so. */
export function LanguageTabs({ message, shown: { channel, language, mainLanguage, show } }: LanguageTabsProps) {
  const { t } = useTranslation();
  const isWritten = (one: Language) =>
    channel !== undefined && variantsIn(message, one, mainLanguage)[channel] !== undefined;
  const ordered = [mainLanguage, ...codes.filter((one) => one !== mainLanguage)];
  return (
    <div className={styles['languages']}>
      <Segmented
        aria-label={t('messages.language')}
        value={language}
        options={ordered.map((one) => ({
          value: one,
          label: (
            <span lang={one} className={isWritten(one) ? '' : 'faint'}>
              {languages[one]}
              {one === mainLanguage ? <span className="small faint"> · {t('messages.mainLanguage')}</span> : null}
            </span>
          ),
        }))}
        onChange={(next) => show({ language: next })}
      />
    </div>
  );
}
