import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import Switch from 'antd/es/switch';
import { useTranslation } from 'react-i18next';
import { defaultCountry } from '#contracts/country.ts';
import { languageCodes, languages } from '../i18n/languages.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { SuggestInput } from '../shared/conditions/parts/suggest-input.tsx';
import { useCatalog } from '../shared/conditions/use-catalog.ts';
import { errorWithin } from '../shared/field-errors.ts';
import { useNames } from '../shared/names/use-names.ts';
import { CountrySelect } from '../shared/ui/country-select.tsx';
import { Field } from '../shared/ui/field.tsx';
import { Section } from '../shared/ui/page.tsx';
import { LinkHostsField } from './sending/link-hosts-field.tsx';
import type { SettingsFormProps } from './settings-form-props.ts';
import styles from './settings-page.module.css';

const timeZones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value.replaceAll('_', ' ') }));

export function GeneralForm({ value, errors, onChange }: SettingsFormProps) {
  const { t } = useTranslation();
  const currencyNames = new Intl.DisplayNames(useLanguage(), { type: 'currency' });
  const { events } = useCatalog();
  const names = useNames();
  const searchable = { optionFilterProp: 'label' };

  return (
    <>
      <Section title={t('settings.brand')}>
        <div className={styles['fields']}>
          <Field label={t('settings.name')} hint={t('settings.nameHint')} error={errors['name']}>
            {(control) => (
              <Input {...control} value={value.name} onChange={(event) => onChange({ name: event.target.value })} />
            )}
          </Field>
          <div className={styles['pair']}>
            <Field label={t('settings.timeZone')} hint={t('settings.timeZoneHint')} error={errors['timeZone']}>
              {(control) => (
                <Select
                  {...control}
                  showSearch={searchable}
                  value={value.timeZone}
                  options={timeZones}
                  onChange={(timeZone) => onChange({ timeZone })}
                />
              )}
            </Field>
            <Field label={t('settings.currency')} error={errors['currency']}>
              {(control) => (
                <Select
                  {...control}
                  showSearch={searchable}
                  value={value.currency}
                  options={Intl.supportedValuesOf('currency').map((code) => ({
                    value: code,
                    label: `${code} · ${currencyNames.of(code)}`,
                  }))}
                  onChange={(currency) => onChange({ currency })}
                />
              )}
            </Field>
          </div>
          <Field label={t('settings.country')} hint={t('settings.countryHint')} error={errors['country']}>
            {(control) => (
              <CountrySelect
                {...control}
                value={value.country ?? defaultCountry}
                onChange={(country) => onChange({ country })}
              />
            )}
          </Field>
          <Field label={t('settings.language')} hint={t('settings.languageHint')} error={errors['language']}>
            {(control) => (
              <Select
                {...control}
                value={value.language}
                options={languageCodes.map((code) => ({ value: code, label: languages[code] }))}
                onChange={(language) => onChange({ language })}
              />
            )}
          </Field>
        </div>
      </Section>
      <Section title={t('settings.attribution')}>
        <div className={styles['pair']}>
          <Field
            label={t('settings.attributionDays')}
            hint={t('settings.attributionHint')}
            error={errors['attributionDays']}
          >
            {(control) => (
              <InputNumber
                {...control}
                min={1}
                max={90}
                precision={0}
                style={{ width: '100%' }}
                value={value.attributionDays}
                onChange={(days) => onChange({ attributionDays: days ?? 1 })}
              />
            )}
          </Field>
          <Field label={t('settings.orderEvent')} hint={t('settings.orderEventHint')} error={errors['orderEvent']}>
            {() => (
              <SuggestInput
                label={t('settings.orderEvent')}
                width="100%"
                value={value.orderEvent}
                suggestions={events.map(({ name }) => name)}
                nameOf={names.event}
                onChange={(orderEvent) => onChange({ orderEvent })}
              />
            )}
          </Field>
        </div>
      </Section>
      <Section title={t('settings.journeys')}>
        <div className="row" style={{ gap: 12 }}>
          <Switch
            aria-label={t('settings.journeyApproval')}
            checked={value.journeyApproval ?? false}
            onChange={(journeyApproval) => onChange({ journeyApproval })}
          />
          <span>
            {t('settings.journeyApproval')}
            <span className="soft small" style={{ display: 'block' }}>
              {t('settings.journeyApprovalHint')}
            </span>
          </span>
        </div>
      </Section>
      <Section title={t('settings.links')}>
        <LinkHostsField
          hosts={value.linkHosts ?? []}
          error={errorWithin(errors, 'linkHosts')}
          onChange={(linkHosts) => onChange({ linkHosts })}
        />
      </Section>
    </>
  );
}
