import { useTranslation } from 'react-i18next';
import type { Home } from '#contracts/api/home.ts';
import { useFormat } from '../shared/format.ts';
import { scaleEnd } from './event-rate.ts';
import styles from './rate-line.module.css';

export interface RatePoint {
  readonly at: number;
  /** Events per second. */
  readonly rate: number;
}

const windowMilliseconds = 5 * 60_000;
const width = 1000;
const height = 96;

/**
 * Events per second over the last five minutes. Seconds come with the pulse; what lies before the page was opened is the
 * average of its minute.
 */
export function RateLine({ rates, minutes }: { rates: readonly RatePoint[]; minutes: Home['eventsByMinute'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const points = withEarlierMinutes(rates, minutes);
  const end = points.at(-1)?.at ?? 0;
  const scale = scaleEnd(Math.max(...points.map((point) => point.rate), 0));
  const top = scale.per === 'second' ? scale.events : scale.events / 60;
  const topWords = t(`home.rate.${scale.per}`, { events: format.rate(scale.events) });
  const x = (at: number) => width - ((end - at) / windowMilliseconds) * width;
  const y = (rate: number) => height - (rate / top) * (height - 8) - 2;
  const path = points
    .map((point, index) => `${index ? 'L' : 'M'}${x(point.at).toFixed(1)} ${y(point.rate).toFixed(1)}`)
    .join('');
  const last = points.at(-1);

  return (
    <figure className={styles['figure']} aria-label={t('home.rateChart', { top: topWords })}>
      <span className={styles['top']}>{topWords}</span>
      <div className={styles['plot']}>
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          <path
            className={styles['area']}
            d={points.length > 1 ? `${path}V${height}H${x(points[0]?.at ?? end)}Z` : ''}
          />
          <path className={styles['line']} d={path} vectorEffect="non-scaling-stroke" />
        </svg>
        {last ? <span className={styles['bead']} style={{ top: `${(y(last.rate) / height) * 100}%` }} /> : null}
      </div>
      <figcaption className={styles['axis']}>
        <span>{t('home.minutesAgo', { count: 5 })}</span>
        <span>{t('home.now')}</span>
      </figcaption>
    </figure>
  );
}

function withEarlierMinutes(rates: readonly RatePoint[], minutes: Home['eventsByMinute']): RatePoint[] {
  const first = rates[0]?.at ?? Date.now();
  const end = rates.at(-1)?.at ?? Date.now();
  const earlier = minutes
    .map(({ minute, count }) => ({ at: Date.parse(minute) + 30_000, rate: count / 60 }))
    .filter(({ at }) => at < first);
  const points = [...earlier, ...rates];
  const start = points.findLastIndex(({ at }) => at < end - windowMilliseconds);
  return points.slice(Math.max(start, 0));
}
