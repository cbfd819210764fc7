import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Segment } from '#contracts/api/segment.ts';
import { type SegmentDay, segmentHistory } from '#contracts/api/segment-history.ts';
import { writePeopleMove } from '#contracts/people-move.ts';
import { type HistoryDays, PeriodSelect } from '../customers/period-select.tsx';
import { api } from '../shared/api.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable, TableSkeleton } from '../shared/ui/data-table.tsx';
import { Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { SizeChart } from './size-chart.tsx';

const historyQuery = (id: string, days: HistoryDays) =>
  queryOptions({
    queryKey: ['segments', id, 'history', days],
    queryFn: ({ signal }) =>
      api.get(`/segments/${encodeURIComponent(id)}/history`, segmentHistory, { query: { days }, signal }),
    refetchInterval: 30_000,
  });

/** How the segment grew: its size, and who came and went, day by day. */
export function SegmentHistory({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const [days, setDays] = useState<HistoryDays>(30);
  const query = useQuery(historyQuery(segment.id, days));
  return (
    <QueryView
      query={query}
      skeleton={
        <Section>
          <TableSkeleton columns={4} />
        </Section>
      }
    >
      {(history) => {
        const changed = history.days.filter(({ entered, left }) => entered + left > 0);
        return (
          <div className="column" style={{ gap: 16 }}>
            <Section
              title={t('customers.history.title')}
              note={t('customers.history.note', { zone: history.timeZone })}
              extra={<PeriodSelect days={days} onChange={setDays} />}
            >
              {changed.length === 0 && segment.size === 0 ? (
                <EmptyState
                  compact
                  icon="segments"
                  title={t('customers.history.emptyTitle')}
                  text={t('customers.history.emptyText')}
                />
              ) : (
                <SizeChart days={history.days} />
              )}
            </Section>
            {changed.length > 0 ? (
              <Section title={t('customers.history.changes')} flush>
                <ChangeTable segment={segment.id} days={changed.toReversed()} />
              </Section>
            ) : null}
          </div>
        );
      }}
    </QueryView>
  );
}

function ChangeTable({ segment, days }: { segment: string; days: readonly SegmentDay[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const people = ({ from, until }: SegmentDay, which: 'from' | 'to', count: number) =>
    count === 0 ? (
      <span className="faint number">0</span>
    ) : (
      <Link
        className="link number"
        to="/profiles"
        search={{
          moved: writePeopleMove({ since: Date.parse(from), until: Date.parse(until), [which]: segment }),
        }}
      >
        {format.number(count)}
      </Link>
    );
  const columns: Column<SegmentDay>[] = [
    { key: 'day', title: t('customers.history.day'), render: ({ from }) => format.date(from) },
    {
      key: 'entered',
      title: t('customers.history.entered'),
      align: 'end',
      render: (day) => people(day, 'to', day.entered),
    },
    { key: 'left', title: t('customers.history.left'), align: 'end', render: (day) => people(day, 'from', day.left) },
    {
      key: 'size',
      title: t('customers.history.size'),
      align: 'end',
      render: ({ size }) => <span className="number">{format.number(size)}</span>,
    },
  ];
  return <DataTable label={t('customers.history.changes')} columns={columns} rows={days} rowKey={({ day }) => day} />;
}
