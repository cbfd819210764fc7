import type { DayRule } from '#contracts/journey/calendar.ts';
import type { NodeOf, NodeTools } from '../nodes/node-card.ts';

type CalendarTools = Pick<NodeTools, 't' | 'format'>;

/** On which days; empty where any will do. */
export function dayRuleWords(rule: DayRule, { t, format }: CalendarTools): string {
  switch (rule.type) {
    case 'any':
      return '';
    case 'weekdays': {
      const days = rule.weekdays.map((day) => format.weekday(day)).join(' ');
      return rule.except ? t('canvas.weekdaysExcept', { days }) : days;
    }
    case 'workdays':
      return t('canvas.dayRule.workdays');
    case 'holidays':
      return t('canvas.dayRule.holidays');
  }
}

export function timeWords({ days, from, until }: NodeOf<'wait_time'>, { t }: CalendarTools): string {
  const later = days === 0 ? t('canvas.sameDay') : t('canvas.daysLater', { count: days });
  if (!from && !until) return later;
  return `${later} ${until ? `${from ?? '00:00'}–${until}` : from}`;
}

type DateRule = Pick<NodeOf<'wait_date'>, 'repeat' | 'calendar' | 'offsetDays' | 'time'>;

/** Three days before birthday at 10:00. */
export function dateWords(date: string, { offsetDays, time, calendar }: DateRule, { t }: CalendarTools): string {
  const key = offsetDays === 0 ? 'on' : offsetDays < 0 ? 'before' : 'after';
  const words = t(`canvas.dateWords.${key}`, { date, time, count: Math.abs(offsetDays) });
  return calendar === 'lunar' ? `${words} ${t('canvas.lunarMark')}` : words;
}
