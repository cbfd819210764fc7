import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Switch from 'antd/es/switch';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultConsentSettings, type PreferenceCentreSettings } from '#contracts/consent/consent-settings.ts';
import type { Language } from '#contracts/topic.ts';
import { languageCodes, languages } from '../../i18n/languages.ts';
import { MailFrame } from '../../shared/frames/mail-frame.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { Segmented } from '../../shared/ui/segmented.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import type { SettingsFormProps } from '../settings-form-props.ts';
import styles from '../settings-page.module.css';
import { useConsentPreview } from './use-consent-preview.ts';

const standardAccent = '#2f5bea';
const offers = ['offersPause', 'offersFrequency', 'asksReason'] as const;

/** How the hosted pages look and what they offer, beside a picture of them that follows every change. */
export function PreferenceCentreForm({ value, errors, onChange }: SettingsFormProps) {
  const { t } = useTranslation();
  const [language, setLanguage] = useState<Language>(value.language);
  const consent = value.consent ?? defaultConsentSettings;
  const centre = consent.preferenceCentre;
  const preview = useConsentPreview(value, language);
  const change = (part: Partial<PreferenceCentreSettings>) =>
    onChange({ consent: { ...consent, preferenceCentre: { ...centre, ...part } } });
  const errorOf = (field: keyof PreferenceCentreSettings) => errors[`consent.preferenceCentre.${field}`];
  return (
    <>
      <Section
        title={t('consent.preview')}
        extra={
          <Segmented
            aria-label={t('consent.language')}
            disabled={false}
            value={language}
            options={languageCodes.map((code) => ({ value: code, label: languages[code] }))}
            onChange={setLanguage}
          />
        }
      >
        <div className={styles['preview']}>
          {preview.data ? (
            <MailFrame title={t('consent.previewOf.page')} html={preview.data.preferenceCentre} />
          ) : (
            <Skeleton height={320} />
          )}
        </div>
      </Section>
      <Section title={t('consent.look')}>
        <div className={styles['fields']}>
          <Field label={t('consent.brand')} hint={t('consent.brandHint', { name: value.name })}>
            {(control) => (
              <Input
                {...control}
                maxLength={200}
                value={centre.brand ?? ''}
                onChange={(event) => change({ brand: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('consent.logo')} hint={t('consent.logoHint')} error={errorOf('logoUrl')}>
            {(control) => (
              <Input
                {...control}
                type="url"
                value={centre.logoUrl ?? ''}
                onChange={(event) => change({ logoUrl: event.target.value.trim() })}
              />
            )}
          </Field>
          <Field label={t('consent.accent')} hint={t('consent.accentHint')} error={errorOf('accent')}>
            {({ status: _, ...control }) => (
              <span className="row">
                <input
                  {...control}
                  type="color"
                  className={styles['colour']}
                  value={centre.accent || standardAccent}
                  onChange={(event) => change({ accent: event.target.value })}
                />
                <code className="mono">{centre.accent || standardAccent}</code>
                {centre.accent ? (
                  <Button type="text" onClick={() => change({ accent: '' })}>
                    {t('consent.resetAccent')}
                  </Button>
                ) : null}
              </span>
            )}
          </Field>
          <Field label={t('consent.privacyUrl')} error={errorOf('privacyUrl')}>
            {(control) => (
              <Input
                {...control}
                type="url"
                value={centre.privacyUrl ?? ''}
                onChange={(event) => change({ privacyUrl: event.target.value.trim() })}
              />
            )}
          </Field>
        </div>
      </Section>
      <Section title={t('consent.offers')}>
        <div className={styles['fields']}>
          {offers.map((one) => (
            <span key={one} className="row">
              <Switch
                aria-label={t(`consent.${one}`)}
                checked={centre[one]}
                onChange={(checked) => change({ [one]: checked })}
              />
              {t(`consent.${one}`)}
            </span>
          ))}
          <p className="small faint">{t('consent.alwaysOffered')}</p>
        </div>
      </Section>
      <Section title={t('consent.texts')} note={languages[language]}>
        <div className={styles['fields']}>
          <Field label={t('consent.pageTitle')}>
            {(control) => (
              <Input
                {...control}
                lang={language}
                maxLength={200}
                value={centre.title?.[language] ?? ''}
                onChange={(event) => change({ title: { ...centre.title, [language]: event.target.value } })}
              />
            )}
          </Field>
          <Field label={t('consent.pageIntroduction')}>
            {(control) => (
              <Input.TextArea
                {...control}
                lang={language}
                maxLength={1_000}
                autoSize={{ minRows: 2 }}
                value={centre.introduction?.[language] ?? ''}
                onChange={(event) =>
                  change({ introduction: { ...centre.introduction, [language]: event.target.value } })
                }
              />
            )}
          </Field>
        </div>
      </Section>
    </>
  );
}
