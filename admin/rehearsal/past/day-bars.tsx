import { useTranslation } from 'react-i18next';
import type { RehearsalCounts } from '#contracts/rehearsal.ts';
import { useFormat } from '../../shared/format.ts';
import styles from '../rehearsal.module.css';

interface DayBarsProps {
  readonly label: string;
  readonly days: RehearsalCounts['days'];
  readonly period: { readonly from: string; readonly until: string };
  readonly measure: 'entries' | 'messages';
}

/** One bar for each day of the period, from zero; the most is written beside its name. */
export function DayBars({ label, days, period, measure }: DayBarsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const counted = new Map(days.map((day) => [day.day, day[measure]]));
  const all = daysOf(period);
  const most = Math.max(1, ...counted.values());
  return (
    <figure className="column" style={{ gap: 8 }} aria-label={label}>
      <figcaption className="row" style={{ justifyContent: 'space-between' }}>
        <h3>{label}</h3>
        <span className="faint small">{t('rehearsal.past.most', { count: format.number(most) })}</span>
      </figcaption>
      <div className={styles['days']}>
        {all.map((day) => {
          const value = counted.get(day) ?? 0;
          return (
            <span key={day} className={styles['day']} title={`${format.date(day)}: ${format.number(value)}`}>
              <span className={styles['bar']} style={{ height: `${(100 * value) / most}%` }} />
            </span>
          );
        })}
      </div>
      <div className={styles['axis']} aria-hidden="true">
        <span>{format.day(period.from)}</span>
        <span>{format.day(period.until)}</span>
      </div>
    </figure>
  );
}

function daysOf({ from, until }: DayBarsProps['period']): readonly string[] {
  const days: string[] = [];
  const end = until.slice(0, 10);
  for (let at = Date.parse(`${from.slice(0, 10)}T00:00:00Z`); ; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (day > end) return days;
    days.push(day);
  }
}
