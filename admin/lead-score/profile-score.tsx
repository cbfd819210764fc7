import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PersonScore } from '#contracts/api/lead-score.ts';
import { givenPointsRule } from '#contracts/lead-score.ts';
import { useFormat } from '../shared/format.ts';
import { Pill } from '../shared/ui/marks.tsx';
import { Section } from '../shared/ui/page.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import styles from './lead-score.module.css';
import { personScoreQuery } from './lead-score-queries.ts';
import { ScoreTrend } from './score-trend.tsx';

/** How warm she is, which way that goes, and what made it. Nothing where she has no score. */
export function ProfileScore({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(personScoreQuery(id));
  if (data?.score === undefined) return null;
  return (
    <Section title={t('leadScore.title')}>
      <div className="column" style={{ gap: 16 }}>
        <Head score={data} />
        <ScoreTrend trend={data.trend} />
        <Contributions contributions={data.contributions} />
      </div>
    </Section>
  );
}

function Head({ score: { score = 0, grade, trend, next } }: { score: PersonScore }) {
  const { t } = useTranslation();
  const format = useFormat();
  const before = trend.at(-8)?.score ?? 0;
  const change = score - before;
  return (
    <div>
      <div className={styles['score']}>
        <span className={styles['number']}>{format.number(score)}</span>
        {grade ? <Pill tone="neutral">{grade}</Pill> : null}
        <span className={`${styles['change']} small soft`}>
          {change === 0
            ? t('leadScore.unchanged')
            : t(change > 0 ? 'leadScore.up' : 'leadScore.down', { by: format.number(Math.abs(change)) })}
        </span>
      </div>
      {next ? (
        <p className="small faint">
          {t(next.grade ? 'leadScore.next' : 'leadScore.nextNone', {
            date: format.date(`${next.day}T12:00:00Z`),
            grade: next.grade,
          })}
        </p>
      ) : null}
    </div>
  );
}

function Contributions({ contributions }: Pick<PersonScore, 'contributions'>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={styles['parts']} aria-label={t('leadScore.made')}>
      {contributions.map(({ rule, name, cause, points, times, lastAt }) => (
        <li key={rule} className={styles['part']}>
          <span className="truncate">{rule === givenPointsRule ? t('leadScore.byJourneys') : name}</span>
          <span className={styles['points']}>
            {points > 0 ? '+' : points < 0 ? '−' : ''}
            {format.rate(Math.abs(points))}
          </span>
          <span className={`${styles['note']} small faint`}>
            {cause === 'trait' || lastAt === undefined ? (
              t('leadScore.holds')
            ) : (
              <>
                {t('leadScore.times', { count: times ?? 0 })} · <RelativeTime at={lastAt} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
