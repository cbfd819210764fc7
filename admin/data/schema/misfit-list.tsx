import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MisfitCount } from '#contracts/schema/schema-registry.ts';
import { useFormat } from '../../shared/format.ts';
import { Pill } from '../../shared/ui/marks.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { EmptyState } from '../../shared/ui/state.tsx';
import styles from '../data.module.css';

const tones = { taken: 'held', kept_aside: 'failed', refused: 'neutral' } as const;

/** What did not fit in the last 30 days, and what became of it. */
export function MisfitList({ misfits, kept }: { misfits: readonly MisfitCount[]; kept: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section
      flush
      title={t('data.misfits.title')}
      note={t('data.misfits.note')}
      extra={
        kept > 0 ? (
          <Link className="link" to="/data/kept-aside">
            {t('data.misfits.toKept', { count: kept })}
          </Link>
        ) : undefined
      }
    >
      {misfits.length === 0 ? (
        <EmptyState compact icon="check" title={t('data.misfits.emptyTitle')} text={t('data.misfits.emptyText')} />
      ) : (
        <ul className={styles['list']}>
          {misfits.map(({ reason, path, outcome, events, lastAt }) => (
            <li key={`${reason}:${path}:${outcome}`}>
              <span className={styles['grow']}>
                {t(`data.reason.${reason}`)} {path ? <span className="mono">{path}</span> : null}
              </span>
              <Pill tone={tones[outcome]}>{t(`data.outcome.${outcome}`)}</Pill>
              <span className="number">{format.number(events)}</span>
              <span className="faint small">
                <RelativeTime at={lastAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
