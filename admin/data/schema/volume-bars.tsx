import { useTranslation } from 'react-i18next';
import type { SchemaEventItem } from '#contracts/schema/schema-registry.ts';
import { useFormat } from '../../shared/format.ts';
import styles from './volume-bars.module.css';

type Days = SchemaEventItem['days'];

/** The last 30 days at a glance, from zero to the greatest day; the number stands beside it. */
export function Spark({ days }: { days: Days }) {
  const greatest = Math.max(...days.map(({ events }) => events), 1);
  return (
    <span className={styles['spark']} aria-hidden="true">
      {days.map(({ day, events }) => (
        <span key={day} style={{ height: heightOf(events, greatest) }} />
      ))}
    </span>
  );
}

export function VolumeChart({ days }: { days: Days }) {
  const { t } = useTranslation();
  const format = useFormat();
  const greatest = Math.max(...days.map(({ events }) => events), 0);
  const peak = days.find(({ events }) => events === greatest);
  return (
    <figure className={styles['chart']} aria-label={t('data.events.chart')}>
      <div className={styles['labels']}>
        <span>
          {peak && greatest > 0
            ? t('data.events.peak', { number: format.number(greatest), day: dayText(peak.day, format) })
            : ''}
        </span>
      </div>
      <div className={styles['plot']}>
        {days.map(({ day, events }) => (
          <div key={day} className={styles['day']} title={`${dayText(day, format)}: ${format.number(events)}`}>
            <span style={{ height: heightOf(events, greatest) }} />
          </div>
        ))}
      </div>
      <figcaption className={styles['labels']}>
        <span>{dayText(days[0]?.day, format)}</span>
        <span>{dayText(days.at(-1)?.day, format)}</span>
      </figcaption>
    </figure>
  );
}

/** A day is a day, in whatever time zone it is looked at: its noon is never on another one. */
function dayText(day: string | undefined, format: ReturnType<typeof useFormat>): string {
  return day === undefined ? '' : format.day(`${day}T12:00:00Z`);
}

function heightOf(events: number, greatest: number): string {
  return events === 0 ? '0' : `max(2px, ${(events / greatest) * 100}%)`;
}
