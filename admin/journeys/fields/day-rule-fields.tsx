import Checkbox from 'antd/es/checkbox';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { type DayRule, lastAnnouncedYear } from '#contracts/journey/calendar.ts';
import { useFormat } from '../../shared/format.ts';
import { Field } from '../../shared/ui/field.tsx';

interface DayRuleFieldsProps {
  readonly rule: DayRule;
  readonly onChange: (rule: DayRule) => void;
}

const week = [1, 2, 3, 4, 5, 6, 7];
const rules = ['any', 'weekdays', 'workdays', 'holidays'] as const;

/** On which days: any, chosen days of the week, or the working days and public holidays of mainland China. */
export function DayRuleFields({ rule, onChange }: DayRuleFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <Field label={t('nodeForm.days')}>
        {(control) => (
          <Select
            {...control}
            value={rule.type}
            options={rules.map((value) => ({ value, label: t(`canvas.dayRule.${value}`) }))}
            onChange={(type) => onChange(emptyRule(type))}
          />
        )}
      </Field>
      {rule.type === 'weekdays' ? (
        <>
          <Checkbox.Group
            value={rule.weekdays}
            options={week.map((day) => ({ value: day, label: format.weekday(day) }))}
            onChange={(weekdays) => onChange({ ...rule, weekdays: [...weekdays].sort() })}
          />
          <Checkbox
            checked={rule.except !== undefined}
            onChange={(event) => {
              const { except: _, ...rest } = rule;
              onChange(event.target.checked ? { ...rest, except: 'CN' } : rest);
            }}
          >
            {t('nodeForm.exceptHolidays')}
          </Checkbox>
        </>
      ) : null}
      {rule.type === 'any' || (rule.type === 'weekdays' && rule.except === undefined) ? null : (
        <p className="small faint">{t('nodeForm.holidaysKnown', { year: lastAnnouncedYear })}</p>
      )}
    </>
  );
}

function emptyRule(type: DayRule['type']): DayRule {
  switch (type) {
    case 'any':
      return { type };
    case 'weekdays':
      return { type, weekdays: [1, 2, 3, 4, 5] };
    case 'workdays':
    case 'holidays':
      return { type, calendar: 'CN' };
  }
}
