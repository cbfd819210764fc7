import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Destination, type DestinationBatch, replayStarted } from '#contracts/api/destination.ts';
import { type BatchStatus, batchStatuses } from '#contracts/destination.ts';
import { useFormat } from '../../shared/format.ts';
import { type Column, DataTable, TableSkeleton } from '../../shared/ui/data-table.tsx';
import { Pill, type Tone } from '../../shared/ui/marks.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { EmptyState } from '../../shared/ui/state.tsx';
import { moreOf } from '../../shared/use-list-query.ts';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { useBatchesQuery, useDestinationAction } from './destination-queries.ts';

const tones: Record<BatchStatus, Tone> = {
  pending: 'held',
  delivered: 'positive',
  failed: 'failed',
  replayed: 'neutral',
};

/** Requests with their tries, newest first. */
export function DestinationBatches({ destination: { id } }: { destination: Destination }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayChange = useMayChange();
  const [status, setStatus] = useState<BatchStatus>();
  const query = useBatchesQuery(id, status);
  const replay = useDestinationAction(id, replayStarted);
  const columns: Column<DestinationBatch>[] = [
    {
      key: 'status',
      title: t('destinations.state'),
      render: (batch) => (
        <span className="row wrap" style={{ gap: 4 }}>
          <Pill tone={tones[batch.status]}>{t(`destinations.batchStatus.${batch.status}`)}</Pill>
          {batch.kind === 'replay' ? <Pill>{t('destinations.again')}</Pill> : null}
        </span>
      ),
    },
    { key: 'created', title: t('destinations.created'), render: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    { key: 'items', title: t('destinations.items'), align: 'end', render: ({ items }) => format.number(items) },
    {
      key: 'attempts',
      title: t('destinations.attempts'),
      align: 'end',
      render: ({ attempts }) => format.number(attempts),
    },
    {
      key: 'answer',
      title: t('destinations.answer'),
      render: ({ statusCode, reason }) => (
        <span className="small number">
          {[statusCode, reason === null ? null : t(`destinations.answerReason.${reason}`, { defaultValue: reason })]
            .filter((part) => part !== null)
            .join(' ') || '–'}
        </span>
      ),
    },
    {
      key: 'next',
      title: t('destinations.next'),
      align: 'end',
      render: (batch) =>
        batch.nextAttemptAt ? (
          <NextAttempt at={batch.nextAttemptAt} />
        ) : batch.status === 'failed' && mayChange ? (
          <Button size="small" onClick={() => replay.mutate({ path: `deliveries/${batch.id}/replay` })}>
            {t('destinations.replay')}
          </Button>
        ) : null,
    },
  ];
  return (
    <Section
      title={t('destinations.deliveries')}
      extra={
        <Select
          allowClear
          style={{ minWidth: 144 }}
          aria-label={t('destinations.state')}
          placeholder={t('destinations.allStates')}
          value={status}
          options={batchStatuses.map((one) => ({ value: one, label: t(`destinations.batchStatus.${one}`) }))}
          onChange={setStatus}
        />
      }
      flush
    >
      <QueryView query={query} skeleton={<TableSkeleton columns={5} rows={4} />}>
        {(batches) =>
          batches.length > 0 ? (
            <DataTable
              label={t('destinations.deliveries')}
              columns={columns}
              rows={batches}
              rowKey={(batch) => batch.id}
              more={moreOf(query)}
            />
          ) : (
            <EmptyState
              compact
              icon="webhook"
              title={status ? t('state.noMatchTitle') : t('destinations.nothingYet')}
              text={status ? t('state.noMatchText') : t('destinations.nothingYetText')}
            />
          )
        }
      </QueryView>
    </Section>
  );
}

/** Once its time has come a try is due, however long the one before it keeps it waiting. */
function NextAttempt({ at }: { at: string }) {
  const { t } = useTranslation();
  return Date.parse(at) <= Date.now() ? t('destinations.due') : <RelativeTime at={at} />;
}
