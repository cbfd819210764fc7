import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CalendarDay, calendarDaysAtMost } from '#contracts/calendar-day.ts';
import { lastAnnouncedYear } from '#contracts/journey/calendar.ts';
import { errorWithin } from '../../shared/field-errors.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { ProblemLine } from '../../shared/ui/problem-line.tsx';
import { Segmented } from '../../shared/ui/segmented.tsx';
import type { SettingsFormProps } from '../settings-form-props.ts';
import styles from '../settings-page.module.css';
import { CalendarFileButton } from './calendar-file-button.tsx';

const kinds = ['off', 'worked'] as const;

/** Days off and working days that the workspace knows better than the holidays that are built in, a year at a time. */
export function CalendarForm({ value, errors, onChange }: SettingsFormProps) {
  const { t } = useTranslation();
  const days = value.calendarDays ?? [];
  const years = [...new Set([...days.map(({ day }) => day.slice(0, 4)), String(lastAnnouncedYear + 1)])].sort();
  const [chosen, setYear] = useState<string>();
  const year = chosen !== undefined && years.includes(chosen) ? chosen : (years.at(-1) ?? '');
  const shown = days.map((one, index) => ({ ...one, index })).filter(({ day }) => day.startsWith(year));

  const replace = (index: number, next: CalendarDay) =>
    onChange({ calendarDays: days.map((one, at) => (at === index ? next : one)) });
  const merge = (read: readonly CalendarDay[]) => {
    const named = new Set(read.map(({ day }) => day));
    const all = [...days.filter(({ day }) => !named.has(day)), ...read].sort((a, b) => (a.day < b.day ? -1 : 1));
    onChange({ calendarDays: all.slice(0, calendarDaysAtMost) });
    setYear(read.at(-1)?.day.slice(0, 4));
  };

  return (
    <Section title={t('calendar.title')} extra={<CalendarFileButton onRead={merge} />}>
      <div className={styles['fields']}>
        <p className="soft">{t('calendar.builtIn', { year: lastAnnouncedYear })}</p>
        {years.length > 1 ? (
          <Segmented
            aria-label={t('calendar.year')}
            style={{ alignSelf: 'flex-start' }}
            value={year}
            options={years.map((one) => ({ value: one, label: one }))}
            onChange={setYear}
          />
        ) : null}
        {shown.length === 0 ? <p className="faint">{t('calendar.empty', { year })}</p> : null}
        {shown.map(({ index, ...one }) => (
          <Fragment key={index}>
            <div className={styles['line']}>
              <Input
                type="date"
                aria-label={t('calendar.day')}
                style={{ width: 160 }}
                status={errors[`calendarDays.${index}.day`] ? 'error' : ''}
                value={one.day}
                onChange={(event) => replace(index, { ...one, day: event.target.value })}
              />
              <Select
                aria-label={t('calendar.kind')}
                style={{ width: 144 }}
                value={one.is}
                options={kinds.map((is) => ({ value: is, label: t(`calendar.is.${is}`) }))}
                onChange={(is) => replace(index, { ...one, is })}
              />
              <Input
                aria-label={t('calendar.name')}
                placeholder={t('calendar.name')}
                style={{ flex: '1 1 160px', minWidth: 0 }}
                value={one.name ?? ''}
                onChange={(event) => replace(index, { ...one, name: event.target.value })}
              />
              <Button
                type="text"
                aria-label={t('action.remove')}
                icon={<Icon name="close" size={14} />}
                onClick={() => onChange({ calendarDays: days.filter((_, at) => at !== index) })}
              />
            </div>
            <ProblemLine problem={errorWithin(errors, `calendarDays.${index}`)} />
          </Fragment>
        ))}
        <ProblemLine problem={errors['calendarDays']} />
        <Button
          type="dashed"
          style={{ alignSelf: 'flex-start' }}
          icon={<Icon name="plus" size={14} />}
          onClick={() => onChange({ calendarDays: [...days, { day: freeDay(days, year), is: 'off' }] })}
        >
          {t('calendar.add')}
        </Button>
      </div>
    </Section>
  );
}

/** The first day of the year that does not stand there yet. */
function freeDay(days: readonly CalendarDay[], year: string): string {
  const taken = new Set(days.map(({ day }) => day));
  for (let date = 1; ; date += 1) {
    const day = new Date(Date.UTC(Number(year), 0, date)).toISOString().slice(0, 10);
    if (!taken.has(day)) return day;
  }
}
