import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SegmentPreview } from '#contracts/api/segment.ts';
import { useFormat } from '../shared/format.ts';
import styles from './segment-editor.module.css';

/** How many of the people are in the largest other segments, too. */
export function PreviewOverlaps({ preview }: { preview: SegmentPreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (preview.overlaps.length === 0 || preview.count === 0) return null;
  return (
    <section className="column" aria-label={t('segments.previewed.overlap')}>
      <h3 className="small soft">{t('segments.previewed.overlap')}</h3>
      <ul className="column">
        {preview.overlaps.map(({ id, name, count, error }) => {
          const number = format.number(count);
          const share = Math.min(1, count / preview.count);
          return (
            <li key={id} className={styles['overlap']}>
              <Link className="link" to="/segments/$id" params={{ id }}>
                {name}
              </Link>
              <span className="number">{error > 0 ? t('segments.previewed.about', { number }) : number}</span>
              <span className={styles['bar']}>
                <span className={styles['fill']} style={{ width: `${share * 100}%` }} />
              </span>
              <span className="small faint">
                {t('segments.previewed.overlapShare', { share: format.percent(share) })}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
