import InputNumber from 'antd/es/input-number';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Section } from '../../shared/ui/page.tsx';
import type { SettingsFormProps } from '../settings-form-props.ts';
import { FrequencyCaps } from './frequency-caps.tsx';
import { QuietHoursFields } from './quiet-hours-fields.tsx';

/** The limits that hold across all journeys. */
export function SendingForm(props: SettingsFormProps) {
  const { value, errors, onChange } = props;
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <Section title={t('settings.quietHours')}>
        <QuietHoursFields {...props} />
      </Section>
      <Section title={t('settings.caps')}>
        <FrequencyCaps {...props} />
      </Section>
      <Section title={t('settings.holdout')}>
        <Field label={t('settings.holdoutShare')} hint={t('settings.holdoutHint')} error={errors['holdoutShare']}>
          {(control) => (
            <InputNumber
              {...control}
              min={0}
              max={50}
              step={1}
              suffix="%"
              style={{ width: 128 }}
              value={Math.round(value.holdoutShare * 1000) / 10}
              onChange={(percent) => onChange({ holdoutShare: (percent ?? 0) / 100 })}
            />
          )}
        </Field>
        <p className="small faint" style={{ marginTop: 8 }}>
          {t('settings.holdoutNow', { share: format.percent(value.holdoutShare) })}
        </p>
      </Section>
    </>
  );
}
