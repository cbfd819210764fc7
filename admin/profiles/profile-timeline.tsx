import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { happeningTypes } from '#contracts/api/live.ts';
import type { TimelineItem } from '#contracts/api/timeline.ts';
import { useFormat } from '../shared/format.ts';
import { Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import { Thread } from '../shared/ui/thread.tsx';
import { moreOf } from '../shared/use-list-query.ts';
import styles from './profile-page.module.css';
import { TimelineEntry } from './timeline-entry.tsx';
import { useTimelineQuery } from './use-profile-query.ts';

const route = getRouteApi('/layout/profiles/$id');

export function ProfileTimeline({ id }: { id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/profiles/$id' });
  const { type } = route.useSearch();
  const query = useTimelineQuery(id, type);
  const more = moreOf(query);

  return (
    <Section
      title={t('profiles.timeline')}
      extra={
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
      }
    >
      <QueryView query={query} skeleton={<TimelineSkeleton />}>
        {(items) => (
          <>
            {items.length === 0 ? <p className="soft">{t('profiles.timelineEmpty')}</p> : null}
            <Days items={type ? items : items.filter(isWorthALine)} />
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

/** Among everything else, the steps in between would drown the rest; under their own filter all are shown. */
function isWorthALine(item: TimelineItem): boolean {
  if (item.type === 'message') return item.kind !== 'queued';
  if (item.type === 'journey_step') return item.change !== 'arrived' && item.branch !== 'next';
  return true;
}

function Days({ items }: { items: readonly TimelineItem[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const days = Map.groupBy(items, (item) => format.date(item.at));
  return [...days].map(([day, ofDay]) => (
    <div key={day}>
      <h3 className={styles['day']}>{day}</h3>
      <Thread label={`${t('profiles.timeline')}, ${day}`}>
        {ofDay.map((item) => (
          <TimelineEntry key={item.id} item={item} />
        ))}
      </Thread>
    </div>
  ));
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
