import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { segmentPreview } from '#contracts/api/segment.ts';
import { type SegmentCondition, segmentCondition } from '#contracts/segment.ts';
import { personName } from '../profiles/person-name.ts';
import { api } from '../shared/api.ts';
import { useFormat } from '../shared/format.ts';
import { Figure } from '../shared/ui/figure.tsx';
import { Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import { useDebounced } from '../shared/use-debounced.ts';
import { isComplete } from '../shared/conditions/is-complete.ts';
import styles from './segment-editor.module.css';

/** How many people it would hold, and some of them, counted again whenever the typing rests. */
export function SegmentPreview({ condition }: { condition: SegmentCondition }) {
  const { t } = useTranslation();
  const format = useFormat();
  const settled = useDebounced(condition, 400);
  const complete = segmentCondition.safeParse(settled).success && isComplete(settled);
  const query = useQuery({
    queryKey: ['segments', 'preview', settled],
    queryFn: ({ signal }) => api.post('/segments/preview', { condition: settled }, segmentPreview, { signal }),
    enabled: complete,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

  return (
    <Section title={t('segments.preview')} className={styles['preview']}>
      {complete || query.data ? (
        <QueryView query={query} skeleton={<Skeleton height={160} />}>
          {(preview) => (
            <div className="column" style={{ gap: 16, opacity: query.isPlaceholderData ? 0.6 : 1 }} aria-live="polite">
              <Figure
                label={t('segments.peopleNow')}
                value={format.number(preview.count)}
                note={t('segments.share', {
                  share: format.percent(preview.total ? preview.count / preview.total : 0),
                  total: format.number(preview.total),
                })}
              />
              <span className={styles['bar']}>
                <span
                  className={styles['fill']}
                  style={{ width: `${preview.total ? (preview.count / preview.total) * 100 : 0}%` }}
                />
              </span>
              <ul className="column">
                {preview.sample.map((person) => (
                  <li key={person.id}>
                    <Link className="link" to="/profiles/$id" params={{ id: person.id }}>
                      {personName(person)}
                    </Link>
                  </li>
                ))}
              </ul>
              <span className="small faint">
                {t('segments.countedIn', { milliseconds: format.number(Math.round(preview.milliseconds)) })}
              </span>
            </div>
          )}
        </QueryView>
      ) : null}
      {complete ? null : <p className="soft">{t('segments.incomplete')}</p>}
    </Section>
  );
}
