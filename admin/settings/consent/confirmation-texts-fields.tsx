import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfirmationTexts, DoubleOptInSettings } from '#contracts/consent/consent-settings.ts';
import { defaultConfirmationTexts } from '#contracts/consent/consent-texts.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { Language } from '#contracts/topic.ts';
import { languageCodes, languages } from '../../i18n/languages.ts';
import { MailFrame } from '../../shared/frames/mail-frame.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { Segmented } from '../../shared/ui/segmented.tsx';
import styles from '../settings-page.module.css';
import { useConsentPreview } from './use-consent-preview.ts';

interface ConfirmationTextsFieldsProps {
  readonly settings: WorkspaceSettings;
  readonly texts: DoubleOptInSettings['texts'];
  readonly onChange: (texts: DoubleOptInSettings['texts']) => void;
}

const fields = [
  'subject',
  'title',
  'body',
  'button',
  'note',
  'sms',
] as const satisfies readonly (keyof ConfirmationTexts)[];
const longFields: readonly (keyof ConfirmationTexts)[] = ['body', 'note', 'sms'];

/** The message that asks to confirm, as it is written and as it looks. */
export function ConfirmationTextsFields({ settings, texts, onChange }: ConfirmationTextsFieldsProps) {
  const { t } = useTranslation();
  const [language, setLanguage] = useState<Language>(settings.language);
  const preview = useConsentPreview(settings, language);
  const own = texts[language] ?? {};
  const write = (field: keyof ConfirmationTexts, text: string) =>
    onChange({ ...texts, [language]: { ...own, [field]: text } });
  return (
    <Section title={t('consent.message')}>
      <div className={styles['fields']}>
        <p className="soft">{t('consent.messageHint')}</p>
        <Segmented
          aria-label={t('consent.language')}
          style={{ alignSelf: 'flex-start' }}
          disabled={false}
          value={language}
          options={languageCodes.map((value) => ({ value, label: languages[value] }))}
          onChange={setLanguage}
        />
        {fields.map((field) => (
          <Field key={field} label={t(`consent.text.${field}`)}>
            {(control) => {
              const common = {
                ...control,
                lang: language,
                placeholder: defaultConfirmationTexts[language][field],
                value: own[field] ?? '',
              };
              return longFields.includes(field) ? (
                <Input.TextArea
                  {...common}
                  autoSize={{ minRows: 2 }}
                  onChange={(event) => write(field, event.target.value)}
                />
              ) : (
                <Input {...common} onChange={(event) => write(field, event.target.value)} />
              );
            }}
          </Field>
        ))}
        {preview.data ? (
          <>
            <h3>{t('consent.previewOf.mail')}</h3>
            <p>
              <strong style={{ fontWeight: 500 }}>{preview.data.confirmation.subject}</strong>
            </p>
            <MailFrame title={t('consent.previewOf.mail')} html={preview.data.confirmation.html} />
            <h3>{t('consent.previewOf.sms')}</h3>
            <p className="soft">{preview.data.confirmation.sms}</p>
          </>
        ) : null}
      </div>
    </Section>
  );
}
