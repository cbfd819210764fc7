import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DraftApproval, JourneyListItem } from '#contracts/api/journey.ts';
import { useFormat } from '../../shared/format.ts';
import { type Column, DataTable } from '../../shared/ui/data-table.tsx';
import { Pill, type Tone } from '../../shared/ui/marks.tsx';
import { StatusPill } from '../../shared/ui/status-pill.tsx';

const tones: Record<DraftApproval, Tone> = { yours: 'held', colleague: 'neutral', declined: 'failed' };

function JourneyStatus({ journey }: { journey: JourneyListItem }) {
  const { t } = useTranslation();
  const { approval } = journey;
  return (
    <span className="row wrap" style={{ gap: 4 }}>
      <StatusPill definition={journey} />
      {approval ? <Pill tone={tones[approval]}>{t(`approval.mark.${approval}`)}</Pill> : null}
    </span>
  );
}

export function JourneyTable({ journeys }: { journeys: readonly JourneyListItem[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<JourneyListItem>[] = [
    {
      key: 'name',
      title: t('journeys.name'),
      render: (journey) => (
        <Link to="/journeys/$id" params={{ id: journey.id }}>
          <strong style={{ fontWeight: 500 }}>{journey.name}</strong>
        </Link>
      ),
    },
    { key: 'status', title: t('journeys.status'), render: (journey) => <JourneyStatus journey={journey} /> },
    {
      key: 'inside',
      title: t('journeys.inside'),
      align: 'end',
      render: (journey) => (
        <Link className="link" to="/profiles" search={{ journey: journey.id }}>
          {format.number(journey.inside)}
        </Link>
      ),
    },
    { key: 'entered', title: t('journeys.entered'), align: 'end', render: (one) => format.number(one.entered) },
    {
      key: 'converted',
      title: t('journeys.converted'),
      align: 'end',
      render: ({ converted, entered }) => (
        <span style={{ whiteSpace: 'nowrap' }}>
          {format.number(converted)}
          {converted > 0 && entered > 0 ? (
            <span className="small faint"> {format.percent(converted / entered)}</span>
          ) : null}
        </span>
      ),
    },
    { key: 'completed', title: t('journeys.completed'), align: 'end', render: (one) => format.number(one.completed) },
    { key: 'exited', title: t('journeys.exited'), align: 'end', render: (one) => format.number(one.exited) },
    {
      key: 'messages',
      title: t('journeys.messages'),
      align: 'end',
      render: (journey) => (
        <Link className="link" to="/deliveries" search={{ journey: journey.id, status: 'sent' }}>
          {format.number(journey.messages)}
        </Link>
      ),
    },
    {
      key: 'revenue',
      title: t('journeys.revenue'),
      align: 'end',
      render: (journey) => format.money(journey.attributedRevenue),
    },
  ];
  return (
    <DataTable label={t('navigation.journeys')} columns={columns} rows={journeys} rowKey={(one) => one.id} linked />
  );
}
