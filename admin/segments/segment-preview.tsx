import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type SegmentPreview as Preview, segmentPreview } from '#contracts/api/segment.ts';
import { type SegmentCondition, segmentCondition } from '#contracts/segment.ts';
import { personName } from '../profiles/person-name.ts';
import { api } from '../shared/api.ts';
import { isComplete } from '../shared/conditions/is-complete.ts';
import { useFormat } from '../shared/format.ts';
import { Figure } from '../shared/ui/figure.tsx';
import { Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import { useDebounced } from '../shared/use-debounced.ts';
import { exactOverlaps } from './exact-overlaps.ts';
import { PreviewFreshness } from './preview-freshness.tsx';
import { PreviewOverlaps } from './preview-overlaps.tsx';
import { PreviewWarning } from './preview-warning.tsx';
import styles from './segment-editor.module.css';

interface SegmentPreviewProps {
  readonly segment: string;
  readonly condition: SegmentCondition;
}

/** How many people it would hold, and some of them, asked again whenever the typing rests: about at first, then exactly. */
export function SegmentPreview({ segment, condition }: SegmentPreviewProps) {
  const { t } = useTranslation();
  const settled = useDebounced(condition, 400);
  const complete = segmentCondition.safeParse(settled).success && isComplete(settled);
  const ask = (precision: 'estimate' | 'exact', signal: AbortSignal) =>
    api.post('/segments/preview', { segment, precision, condition: settled }, segmentPreview, { signal });
  const first = useQuery({
    queryKey: ['segments', 'preview', segment, settled],
    queryFn: ({ signal }) => ask('estimate', signal),
    enabled: complete,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const isEstimated = first.data?.exact === false && !first.isPlaceholderData;
  const exact = useQuery({
    queryKey: ['segments', 'preview', segment, settled, 'exact'],
    queryFn: ({ signal }) => ask('exact', signal),
    enabled: complete && isEstimated,
    staleTime: 30_000,
  });

  return (
    <Section title={t('segments.preview')} className={styles['preview']}>
      {complete || first.data ? (
        <QueryView query={first} skeleton={<Skeleton height={160} />}>
          {(estimate) => (
            <div style={{ opacity: first.isPlaceholderData ? 0.6 : 1 }}>
              <Found
                preview={
                  isEstimated && exact.data
                    ? { ...exact.data, overlaps: exactOverlaps(estimate, exact.data.count) }
                    : estimate
                }
                follows={exact.isFetching}
              />
            </div>
          )}
        </QueryView>
      ) : null}
      {complete ? null : <p className="soft">{t('segments.incomplete')}</p>}
    </Section>
  );
}

function Found({ preview, follows }: { preview: Preview; follows: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { count, error, total, exact } = preview;
  const share = total === 0 ? 0 : count / total;
  const number = format.number(count);
  return (
    <div className="column" style={{ gap: 16 }} aria-live="polite">
      <div className="column">
        <Figure
          label={t('segments.peopleNow')}
          value={exact ? number : t('segments.previewed.about', { number })}
          note={t('segments.share', { share: format.percent(share), total: format.number(total) })}
        />
        <span className={styles['bar']}>
          <span className={styles['fill']} style={{ width: `${share * 100}%` }} />
        </span>
        {exact ? null : (
          <span className="small faint">
            {t(follows ? 'segments.previewed.estimated' : 'segments.previewed.estimatedOnly', {
              error: format.number(error),
            })}
          </span>
        )}
      </div>
      <PreviewWarning preview={preview} />
      {preview.sample.length > 0 ? (
        <ul className="column">
          {preview.sample.map((person) => (
            <li key={person.id}>
              <Link className="link" to="/profiles/$id" params={{ id: person.id }}>
                {personName(person)}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      <PreviewOverlaps preview={preview} />
      <PreviewFreshness preview={preview} />
    </div>
  );
}
