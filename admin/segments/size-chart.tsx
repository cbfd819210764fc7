import { useTranslation } from 'react-i18next';
import type { SegmentDay } from '#contracts/api/segment-history.ts';
import { useFormat } from '../shared/format.ts';
import styles from './size-chart.module.css';

/** The size as an area above, from zero; below it a bar up for who came and one down for who went, on one scale. */
export function SizeChart({ days }: { days: readonly SegmentDay[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const largest = Math.max(1, ...days.map(({ size }) => size));
  const most = Math.max(1, ...days.flatMap(({ entered, left }) => [entered, left]));
  const came = days.reduce((sum, { entered }) => sum + entered, 0);
  const went = days.reduce((sum, { left }) => sum + left, 0);
  const points = days.map(({ size }, index) => `${index + 0.5},${100 - (size / largest) * 100}`);
  const summary = t('customers.history.summary', {
    ...{ size: format.number(last.size), before: format.number(first.size) },
    ...{ came: format.number(came), went: format.number(went) },
  });
  return (
    <figure className={styles['chart']} role="img" aria-label={summary}>
      <figcaption className={styles['label']}>
        {t('customers.history.sizeNow', { count: last.size, size: format.number(last.size) })}
        <span className="faint small number"> {t('customers.history.largest', { size: format.number(largest) })}</span>
      </figcaption>
      <svg className={styles['area']} viewBox={`0 0 ${days.length} 100`} preserveAspectRatio="none" aria-hidden="true">
        <polygon points={`0.5,100 ${points.join(' ')} ${days.length - 0.5},100`} className={styles['fill']} />
        <polyline points={points.join(' ')} className={styles['line']} vectorEffect="non-scaling-stroke" />
      </svg>
      <p className={styles['label']}>
        {t('customers.history.cameAndWent', { came: format.number(came), went: format.number(went) })}
      </p>
      <div className={styles['bars']} style={{ gridTemplateColumns: `repeat(${days.length}, minmax(0, 1fr))` }}>
        {days.map(({ day, from, entered, left }) => (
          <span
            key={day}
            className={styles['day']}
            title={t('customers.history.dayTitle', {
              ...{ day: format.date(from), came: format.number(entered), went: format.number(left) },
            })}
          >
            <span className={styles['half']}>
              <span className={styles['came']} style={{ height: `${(entered / most) * 100}%` }} />
            </span>
            <span className={`${styles['half']} ${styles['down']}`}>
              <span className={styles['went']} style={{ height: `${(left / most) * 100}%` }} />
            </span>
          </span>
        ))}
      </div>
      <div className={styles['ends']}>
        <span>{format.day(first.from)}</span>
        <span>{t('customers.history.today')}</span>
      </div>
    </figure>
  );
}
