import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/ui/field.tsx';
import { SegmentSelect } from '../../fields/definition-select.tsx';
import type { EntryFormProps } from '../entry-view.ts';
import { readRule, ruleOf, scheduleRepeats } from './schedule-rule.ts';

export function ScheduleForm({ entry, onChange }: EntryFormProps<'schedule'>) {
  const { t } = useTranslation();
  const repeat = readRule(entry.rule);
  return (
    <>
      <Field label={t('nodeForm.start')}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            value={entry.start}
            onChange={(event) => onChange({ ...entry, start: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('nodeForm.repeat')}>
        {(control) => (
          <Select
            {...control}
            value={repeat}
            options={scheduleRepeats.map((value) => ({ value, label: t(`canvas.repeats.${value}`) }))}
            onChange={(next) => onChange({ ...entry, rule: ruleOf(next, entry.rule) })}
          />
        )}
      </Field>
      {repeat === 'rule' ? (
        <Field label={t('nodeForm.rule')} hint={t('nodeForm.ruleHint')}>
          {(control) => (
            <Input
              {...control}
              maxLength={500}
              value={entry.rule ?? ''}
              onChange={(event) => onChange({ ...entry, rule: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      <Field label={t('nodeForm.who')}>
        {(control) => (
          <Select
            {...control}
            value={entry.segment === null ? 'everybody' : 'segment'}
            options={(['everybody', 'segment'] as const).map((value) => ({
              value,
              label: t(`nodeForm.whos.${value}`),
            }))}
            onChange={(who) => onChange({ ...entry, segment: who === 'everybody' ? null : '' })}
          />
        )}
      </Field>
      {entry.segment === null ? null : (
        <SegmentSelect value={entry.segment} onChange={(segment) => onChange({ ...entry, segment })} />
      )}
      <Field label={t('nodeForm.zone')}>
        {(control) => (
          <Select
            {...control}
            value={entry.zone}
            options={(['workspace', 'person'] as const).map((value) => ({
              value,
              label: t(`nodeForm.zones.${value}`),
            }))}
            onChange={(zone) => onChange({ ...entry, zone })}
          />
        )}
      </Field>
    </>
  );
}
