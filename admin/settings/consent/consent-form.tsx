import InputNumber from 'antd/es/input-number';
import { useTranslation } from 'react-i18next';
import type { Channel } from '#contracts/channel.ts';
import { type ConsentSettings, defaultConsentSettings } from '#contracts/consent/consent-settings.ts';
import type { ConsentRule } from '#contracts/topic.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Section } from '../../shared/ui/page.tsx';
import type { SettingsFormProps } from '../settings-form-props.ts';
import styles from '../settings-page.module.css';
import { ConfirmationTextsFields } from './confirmation-texts-fields.tsx';
import { consentChannels, ruleOfBasis } from './consent-basis.ts';
import { ConsentCategories } from './consent-categories.tsx';
import { ConsentRuleRow, channelBasis } from './consent-rule-row.tsx';

/** When a yes counts: rules per channel, double opt-in with its message, and what consent managers say. */
export function ConsentForm({ value, errors, onChange }: SettingsFormProps) {
  const { t } = useTranslation();
  const consent = value.consent ?? defaultConsentSettings;
  const change = (part: Partial<ConsentSettings>) => onChange({ consent: { ...consent, ...part } });
  const { doubleOptIn } = consent;

  const setRule = (channel: Channel, { basis, doubleOptIn: confirms, lapsesAfterDays }: ConsentRule) =>
    onChange({
      optInChannels:
        basis === 'opt_in'
          ? [...value.optInChannels.filter((one) => one !== channel), channel]
          : value.optInChannels.filter((one) => one !== channel),
      consent: {
        ...consent,
        channels: {
          ...consent.channels,
          [channel]: { doubleOptIn: confirms ?? false, ...(lapsesAfterDays !== undefined && { lapsesAfterDays }) },
        },
      },
    });

  return (
    <>
      <Section title={t('consent.rules')}>
        <div className={styles['fields']}>
          <p className="soft">{t('consent.rulesHint')}</p>
          {consentChannels.map((channel) => {
            const lapses = consent.channels[channel]?.lapsesAfterDays;
            const rule = { ...ruleOfBasis(channelBasis(value, channel)), ...(lapses && { lapsesAfterDays: lapses }) };
            return (
              <ConsentRuleRow key={channel} channel={channel} rule={rule} onChange={(next) => setRule(channel, next)} />
            );
          })}
        </div>
      </Section>
      <Section title={t('consent.doubleOptIn')}>
        <div className={styles['fields']}>
          <p className="soft">{t('consent.doubleOptInHint')}</p>
          <div className={styles['pair']}>
            <Field label={t('consent.expires')} error={errors['consent.doubleOptIn.expiresAfterDays']}>
              {(control) => (
                <InputNumber
                  {...control}
                  min={1}
                  max={90}
                  precision={0}
                  suffix={t('consent.days')}
                  style={{ width: 160 }}
                  value={doubleOptIn.expiresAfterDays}
                  onChange={(days) => change({ doubleOptIn: { ...doubleOptIn, expiresAfterDays: days ?? 7 } })}
                />
              )}
            </Field>
            <Field
              label={t('consent.reminder')}
              hint={t('consent.reminderHint')}
              error={errors['consent.doubleOptIn.reminderAfterHours']}
            >
              {(control) => (
                <InputNumber
                  {...control}
                  min={0}
                  max={720}
                  precision={0}
                  suffix={t('consent.hours')}
                  style={{ width: 160 }}
                  value={doubleOptIn.reminderAfterHours}
                  onChange={(hours) => change({ doubleOptIn: { ...doubleOptIn, reminderAfterHours: hours ?? 0 } })}
                />
              )}
            </Field>
          </div>
        </div>
      </Section>
      <ConfirmationTextsFields
        settings={value}
        texts={doubleOptIn.texts}
        onChange={(texts) => change({ doubleOptIn: { ...doubleOptIn, texts } })}
      />
      <Section title={t('consent.categories')}>
        <ConsentCategories
          categories={consent.categories}
          topics={value.topics}
          errors={errors}
          onChange={(categories) => change({ categories })}
        />
      </Section>
    </>
  );
}
