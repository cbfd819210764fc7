import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { Field } from '../../shared/ui/field.tsx';
import type { NodeOf } from '../nodes/node-card.ts';
import styles from './fields.module.css';
import { TimeInput } from './time-input.tsx';

type DateRule = Pick<NodeOf<'wait_date'>, 'repeat' | 'calendar' | 'offsetDays' | 'time'>;

interface DateRuleFieldsProps {
  readonly rule: DateRule;
  readonly onChange: (rule: DateRule) => void;
}

/** How a date is read, and how long before or after it. */
export function DateRuleFields({ rule, onChange }: DateRuleFieldsProps) {
  const { t } = useTranslation();
  const sign = Math.sign(rule.offsetDays);
  return (
    <>
      <Field label={t('nodeForm.offset')}>
        {(control) => (
          <span className={styles['parts']}>
            <Select
              {...control}
              value={sign}
              popupMatchSelectWidth={false}
              options={[
                { value: -1, label: t('nodeForm.before') },
                { value: 0, label: t('nodeForm.onTheDay') },
                { value: 1, label: t('nodeForm.after') },
              ]}
              onChange={(next) => onChange({ ...rule, offsetDays: next * Math.max(1, Math.abs(rule.offsetDays)) })}
            />
            {sign === 0 ? null : (
              <InputNumber
                aria-label={t('nodeForm.daysCount')}
                min={1}
                max={365}
                precision={0}
                suffix={t('duration.days')}
                style={{ width: 128 }}
                value={Math.abs(rule.offsetDays)}
                onChange={(days) => onChange({ ...rule, offsetDays: sign * (days ?? 1) })}
              />
            )}
          </span>
        )}
      </Field>
      <Field label={t('nodeForm.atTime')} hint={t('nodeForm.ownTime')}>
        {(control) => (
          <TimeInput {...control} value={rule.time} onChange={(time) => onChange({ ...rule, time: time ?? '10:00' })} />
        )}
      </Field>
      <Field label={t('nodeForm.repeat')}>
        {(control) => (
          <Select
            {...control}
            value={rule.repeat}
            options={(['once', 'yearly'] as const).map((value) => ({ value, label: t(`nodeForm.repeats.${value}`) }))}
            onChange={(repeat) => onChange({ ...rule, repeat })}
          />
        )}
      </Field>
      <Field label={t('nodeForm.calendar')}>
        {(control) => (
          <Select
            {...control}
            value={rule.calendar}
            options={(['solar', 'lunar', 'told'] as const).map((value) => ({
              value,
              label: t(`nodeForm.calendars.${value}`),
            }))}
            onChange={(calendar) => onChange({ ...rule, calendar })}
          />
        )}
      </Field>
    </>
  );
}
