import { useTranslation } from 'react-i18next';
import type { PersonScore } from '#contracts/api/lead-score.ts';
import { useFormat } from '../shared/format.ts';
import styles from './lead-score.module.css';

const width = 300;
const height = 48;

/** The way of the score over the days, from zero (or the lowest below) up; a table of it for who cannot see it. */
export function ScoreTrend({ trend }: { trend: PersonScore['trend'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const known = trend.flatMap(({ day, score }, index) => (score === undefined ? [] : [{ day, score, index }]));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || known.length < 2) return null;
  const scores = known.map(({ score }) => score);
  const [low, high] = [Math.min(0, ...scores), Math.max(1, ...scores)];
  const x = (index: number) => (index / (trend.length - 1)) * width;
  const y = (score: number) => height - ((score - low) / (high - low)) * height;
  const line = known.map(({ index, score }) => `${x(index).toFixed(1)},${y(score).toFixed(1)}`).join(' ');
  return (
    <figure className="column" style={{ gap: 4, margin: 0 }}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className={styles['trend']}
        role="img"
        aria-label={t('leadScore.trend', { from: first.score, to: last.score, highest: Math.max(...scores) })}
      >
        <line x1={0} x2={width} y1={y(0)} y2={y(0)} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
        <polyline
          points={line}
          fill="none"
          stroke="var(--accent)"
          strokeWidth={1.5}
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <figcaption className={`${styles['ends']} small faint`}>
        <span>{format.day(`${trend[0]?.day}T12:00:00Z`)}</span>
        <span>{t('leadScore.today')}</span>
      </figcaption>
    </figure>
  );
}
