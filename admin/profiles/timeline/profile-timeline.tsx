import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { happeningTypes } from '#contracts/api/live.ts';
import type { TimelineItem } from '#contracts/api/timeline.ts';
import { useFormat } from '../../shared/format.ts';
import { Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import { Thread } from '../../shared/ui/thread.tsx';
import { moreOf } from '../../shared/use-list-query.ts';
import styles from '../profile-page.module.css';
import { useTimelineQuery } from '../use-profile-query.ts';
import { foldTimeline, type TimelineLine, withoutMinorSteps, withoutOrderEvents } from './fold-timeline.ts';
import { FoldedSteps } from './folded-steps.tsx';
import { TimelineDate } from './timeline-date.tsx';
import { TimelineEntry } from './timeline-entry.tsx';

const route = getRouteApi('/layout/profiles/$id');

export function ProfileTimeline({ id }: { id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/profiles/$id' });
  const { type, on } = route.useSearch();
  const format = useFormat();
  const query = useTimelineQuery(id, type, on);
  const more = moreOf(query);

  return (
    <Section
      title={t('profiles.timeline')}
      extra={
        <span className="row wrap" style={{ gap: 8 }}>
          <TimelineDate
            value={on}
            onChange={(day) =>
              void navigate({ search: (before) => ({ ...before, on: day }), replace: true, resetScroll: false })
            }
          />
          <Select
            aria-label={t('profiles.filterTimeline')}
            value={type ?? 'all'}
            style={{ width: 176 }}
            options={[
              { value: 'all', label: t('profiles.timelineAll') },
              ...happeningTypes.map((value) => ({ value, label: t(`profiles.timelineType.${value}`) })),
            ]}
            onChange={(value) =>
              void navigate({
                search: (before) => ({ ...before, type: happeningTypes.find((known) => known === value) }),
                replace: true,
              })
            }
          />
        </span>
      }
    >
      <QueryView query={query} skeleton={<TimelineSkeleton />}>
        {(items) => (
          <>
            {on ? (
              <p className="soft" style={{ marginBottom: 8 }}>
                {t('profiles.timelineOn', { day: format.date(`${on}T12:00:00Z`) })}
              </p>
            ) : null}
            {items.length === 0 ? <p className="soft">{t('profiles.timelineEmpty')}</p> : null}
            <Days lines={linesOf(items, type !== undefined)} />
            {more ? (
              <Button onClick={() => void more.load()} loading={more.loading} style={{ marginTop: 16 }}>
                {t('state.loadMore')}
              </Button>
            ) : null}
          </>
        )}
      </QueryView>
    </Section>
  );
}

/** With a filter everything is shown; without one, only what has something to say, once. */
function linesOf(items: readonly TimelineItem[], filtered: boolean): TimelineLine[] {
  if (filtered) return foldTimeline(items);
  const told = items.filter((item) => item.type !== 'message' || item.kind !== 'queued');
  return withoutOrderEvents(withoutMinorSteps(foldTimeline(told)));
}

function Days({ lines }: { lines: readonly TimelineLine[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const days = Map.groupBy(lines, (line) => format.date(firstOf(line).at));
  return [...days].map(([day, ofDay]) => (
    <div key={day}>
      <h3 className={styles['day']}>{day}</h3>
      <Thread label={`${t('profiles.timeline')}, ${day}`}>
        {ofDay.map((line) =>
          line.type === 'steps' ? (
            <FoldedSteps key={firstOf(line).id} steps={line.steps} />
          ) : (
            <TimelineEntry key={line.item.id} item={line.item} by={line.by} />
          ),
        )}
      </Thread>
    </div>
  ));
}

/** The oldest of a fold keeps its place when more steps arrive. */
function firstOf(line: TimelineLine): { readonly id: string; readonly at: string } {
  return line.type === 'item' ? line.item : (line.steps.at(-1) ?? { id: '', at: '' });
}

function TimelineSkeleton() {
  return (
    <div className="column" style={{ gap: 12 }}>
      {['a', 'b', 'c', 'd', 'e', 'f'].map((line) => (
        <Skeleton key={line} height={20} />
      ))}
    </div>
  );
}
