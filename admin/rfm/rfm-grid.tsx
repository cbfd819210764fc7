import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RfmGridCell, RfmReport } from '#contracts/api/rfm.ts';
import { type RfmBoundaries, type RfmGroup, type RfmScore, rfmGroupOf, rfmScores } from '#contracts/rfm.ts';
import { useFormat } from '../shared/format.ts';
import styles from './rfm.module.css';
import { frequencyRange, recencyRange } from './rfm-ranges.ts';
import { useCellName } from './use-cell-name.ts';
import { useRangeWords } from './use-range-words.ts';

interface RfmGridProps {
  readonly report: RfmReport & { readonly boundaries: RfmBoundaries };
  readonly chosen: RfmGroup | undefined;
  readonly cell: string | undefined;
}

/** Frequency upwards, recency to the right; the larger a square, the more people, and the stronger its colour, the more each is worth. */
export function RfmGrid({ report, chosen, cell }: RfmGridProps) {
  const { t } = useTranslation();
  const words = useRangeWords();
  const { boundaries, cells } = report;
  const cellName = useCellName(boundaries);
  const most = Math.max(1, ...cells.map(({ people }) => people));
  const best = Math.max(1, ...cells.map(({ people, value }) => value / Math.max(1, people)));
  return (
    <div className={styles['chart']}>
      <nav className={styles['grid']} aria-label={t('customers.rfm.gridLabel')}>
        {rfmScores.toReversed().map((frequency) => (
          <div key={frequency} className={styles['gridRow']}>
            <span className={styles['rowLabel']}>
              <span className="number">{words(frequencyRange(boundaries, frequency))}</span>
            </span>
            {rfmScores.map((recency) => (
              <Square
                key={recency}
                place={{ recency, frequency }}
                found={cells.find((one) => one.recency === recency && one.frequency === frequency)}
                name={cellName({ recency, frequency })}
                scale={{ most, best }}
                isChosen={
                  cell === `${recency}${frequency}` ||
                  (chosen !== undefined && rfmGroupOf({ recency, frequency }) === chosen)
                }
              />
            ))}
          </div>
        ))}
        <div className={styles['gridRow']}>
          <span className={styles['rowLabel']} />
          {rfmScores.map((recency) => (
            <span key={recency} className={`${styles['columnLabel']} number`}>
              {words(recencyRange(boundaries, recency))}
            </span>
          ))}
        </div>
      </nav>
      <div className={styles['axes']}>
        <span>↑ {t('customers.rfm.frequencyAxis')}</span>
        <span>{t('customers.rfm.recencyAxis')} →</span>
      </div>
    </div>
  );
}

interface SquareProps {
  readonly place: { readonly recency: RfmScore; readonly frequency: RfmScore };
  readonly found: RfmGridCell | undefined;
  readonly name: string;
  readonly scale: { readonly most: number; readonly best: number };
  readonly isChosen: boolean;
}

function Square({ place, found, name, scale, isChosen }: SquareProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { people = 0, value = 0 } = found ?? {};
  const code = `${place.recency}${place.frequency}`;
  const each = people === 0 ? 0 : value / people;
  const strength = Math.round(Math.sqrt(Math.max(0, each) / scale.best) * 80) + 12;
  const label = t('customers.rfm.cellLabel', {
    ...{ group: name, count: people, people: format.number(people), each: format.money(each) },
  });
  return (
    <Link
      to="/personas/rfm"
      search={isChosen ? {} : { cell: code }}
      resetScroll={false}
      replace
      className={isChosen ? `${styles['square']} ${styles['chosen']}` : (styles['square'] ?? '')}
      title={label}
      aria-label={label}
      aria-current={isChosen ? 'true' : undefined}
    >
      {people > 0 ? (
        <span
          className={styles['bubble']}
          style={{
            width: `${Math.max(36, Math.sqrt(people / scale.most) * 100)}%`,
            background: `color-mix(in srgb, var(--accent) ${strength}%, var(--surface))`,
          }}
        />
      ) : null}
      <span className={`${styles['count']} number`}>{people > 0 ? format.compact(people) : ''}</span>
    </Link>
  );
}
