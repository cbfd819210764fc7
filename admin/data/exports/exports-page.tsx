import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { ExportJob } from '#contracts/api/export.ts';
import { api } from '../../shared/api.ts';
import { useFormat } from '../../shared/format.ts';
import { type Column, DataTable, TableSkeleton } from '../../shared/ui/data-table.tsx';
import { DeleteButton } from '../../shared/ui/delete-button.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Pill } from '../../shared/ui/marks.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { EmptyState } from '../../shared/ui/state.tsx';
import { moreOf } from '../../shared/use-list-query.ts';
import styles from '../data.module.css';
import { DataTabs } from '../data-tabs.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { useExportsQuery } from './export-queries.ts';
import { FilterWords } from './filter-words.tsx';

const route = getRouteApi('/layout/data/exports');

export function ExportsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/data/exports' });
  const { list, filters } = route.useSearch();
  const query = useExportsQuery();
  const create = (
    <Button type="primary" icon={<Icon name="plus" />} onClick={() => void navigate({ search: { list: 'people' } })}>
      {t('exports.create')}
    </Button>
  );
  return (
    <Page title={t('navigation.data')} question={t('exports.question')} actions={create}>
      <DataTabs />
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={4} />}>
          {(jobs) =>
            jobs.length > 0 ? (
              <ExportTable jobs={jobs} more={moreOf(query)} />
            ) : (
              <EmptyState
                icon="data"
                title={t('exports.empty.title')}
                text={t('exports.empty.text')}
                actions={create}
              />
            )
          }
        </QueryView>
      </Section>
      {list ? (
        <ExportDialog
          list={list}
          filters={filters ?? {}}
          onClose={() => void navigate({ search: {}, replace: true })}
        />
      ) : null}
    </Page>
  );
}

function ExportTable({ jobs, more }: { jobs: readonly ExportJob[]; more: ReturnType<typeof moreOf> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: string) => api.delete(`/exports/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['exports'] }),
  });
  const columns: Column<ExportJob>[] = [
    {
      key: 'list',
      title: t('exports.list'),
      render: ({ rows, format: kind }) => (
        <>
          <strong style={{ fontWeight: 500 }}>{t(`exports.lists.${rows.list}`)}</strong>{' '}
          <span className="faint small">
            {kind === 'csv' ? 'CSV' : 'Parquet'}
            {Object.keys(rows.filters).length > 0 ? ' · ' : null}
            <FilterWords filters={rows.filters} />
          </span>
        </>
      ),
    },
    { key: 'status', title: t('exports.state'), render: (job) => <ExportState job={job} /> },
    {
      key: 'rows',
      title: t('exports.rows'),
      align: 'end',
      render: ({ written }) => <span className="number">{format.number(written)}</span>,
    },
    {
      key: 'bytes',
      title: t('exports.size'),
      align: 'end',
      render: ({ bytes }) => (bytes === null ? '–' : format.bytes(bytes)),
    },
    {
      key: 'by',
      title: t('exports.by'),
      render: ({ createdBy, createdAt, downloads }) => (
        <>
          {createdBy}{' '}
          <span className="faint small">
            <RelativeTime at={createdAt} />
            {downloads > 0 ? ` · ${t('exports.downloads', { count: downloads })}` : ''}
          </span>
        </>
      ),
    },
    {
      key: 'file',
      title: '',
      align: 'end',
      render: ({ id, downloadUrl }) =>
        downloadUrl ? (
          <span className="row" style={{ justifyContent: 'flex-end', gap: 4 }}>
            <Button href={downloadUrl} download>
              {t('exports.download')}
            </Button>
            <DeleteButton
              label={t('exports.delete')}
              consequence={t('exports.deleteText')}
              onDelete={() => remove.mutate(id)}
            />
          </span>
        ) : null,
    },
  ];
  return <DataTable label={t('exports.title')} columns={columns} rows={jobs} rowKey={({ id }) => id} more={more} />;
}

function ExportState({ job: { status, written, total, error, expiresAt, masked } }: { job: ExportJob }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (status === 'running' && total !== null && total > 0) {
    const share = Math.min(1, written / total);
    return (
      <span style={{ display: 'block', minWidth: 96 }}>
        <span className="small number">{format.percent(share)}</span>
        <span className={styles['progress']} style={{ display: 'block' }}>
          <span style={{ width: `${100 * share}%` }} />
        </span>
      </span>
    );
  }
  const tone =
    status === 'done' ? 'positive' : status === 'failed' ? 'failed' : status === 'expired' ? 'neutral' : 'held';
  return (
    <span className="row wrap" style={{ gap: 4 }}>
      <Pill tone={tone}>{t(`exports.states.${status}`)}</Pill>
      {masked ? <Pill icon="lock">{t('exports.masked')}</Pill> : null}
      {error ? <span className="small">{error}</span> : null}
      {status === 'done' && expiresAt ? (
        <span className="faint small">{t('exports.until', { at: format.date(expiresAt) })}</span>
      ) : null}
    </span>
  );
}
