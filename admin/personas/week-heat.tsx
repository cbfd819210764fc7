import { useTranslation } from 'react-i18next';
import { useFormat } from '../shared/format.ts';
import styles from './personas.module.css';

const hoursPerBlock = 3;
const blocks = 24 / hoursPerBlock;

/** When orders come in a week: a row for each day, a square for three hours. */
export function WeekHeat({ hours }: { hours: readonly number[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const counts = Array.from({ length: 7 * blocks }, (_, block) =>
    hours.slice(block * hoursPerBlock, (block + 1) * hoursPerBlock).reduce((sum, one) => sum + one, 0),
  );
  const most = Math.max(1, ...counts);
  return (
    <div className={styles['week']} role="img" aria-label={t('customers.personas.weekLabel')}>
      {Array.from({ length: 7 }, (_, day) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: days of a week keep their places
        <div key={day} className={styles['weekRow']}>
          <span className="small faint">{format.weekday(day + 1)}</span>
          {counts.slice(day * blocks, (day + 1) * blocks).map((count, block) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: hours of a day keep their places
              key={block}
              className={styles['hour']}
              title={`${format.weekday(day + 1)} ${block * hoursPerBlock}–${(block + 1) * hoursPerBlock}: ${format.number(count)}`}
              style={{
                background: `color-mix(in srgb, var(--accent) ${Math.round((count / most) * 90)}%, var(--sunken))`,
              }}
            />
          ))}
        </div>
      ))}
      <div className={`${styles['weekRow']} small faint number`}>
        <span />
        {[0, 6, 12, 18].map((hour) => (
          <span key={hour} className={styles['hourLabel']}>
            {hour}
          </span>
        ))}
      </div>
    </div>
  );
}
