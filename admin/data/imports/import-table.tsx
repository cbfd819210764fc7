import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ImportJob, ImportStatus } from '#contracts/api/import.ts';
import { useFormat } from '../../shared/format.ts';
import { type Column, DataTable } from '../../shared/ui/data-table.tsx';
import { Pill, type Tone } from '../../shared/ui/marks.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { countRejected, doneShare } from './import-figures.ts';
import { originOf } from './import-origin.ts';
import { isUnreadable, useUpload } from './import-upload.ts';

const tones: Record<ImportStatus, Tone> = {
  uploading: 'neutral',
  ready: 'neutral',
  checking: 'neutral',
  importing: 'held',
  paused: 'held',
  cancelled: 'neutral',
  done: 'positive',
  failed: 'failed',
  undoing: 'held',
  undone: 'neutral',
};

export function ImportStatusPill({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const { status } = job;
  if (isUnreadable(job, useUpload(job.id))) return <Pill tone="failed">{t('imports.status.unreadable')}</Pill>;
  return <Pill tone={tones[status]}>{t(`imports.status.${status}`)}</Pill>;
}

interface ImportTableProps {
  readonly jobs: readonly ImportJob[];
  readonly more?: { readonly load: () => unknown; readonly loading: boolean } | undefined;
}

export function ImportTable({ jobs, more }: ImportTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<ImportJob>[] = [
    {
      key: 'name',
      title: t('imports.file'),
      render: (job) => (
        <Link to="/data/imports/$id" params={{ id: job.id }}>
          <strong style={{ fontWeight: 500 }}>{job.name}</strong>
        </Link>
      ),
    },
    {
      key: 'kind',
      title: t('imports.kind'),
      render: ({ mapping, clientKind }) => {
        const kind = clientKind ?? mapping?.kind;
        return kind ? t(`imports.kinds.${kind}`) : null;
      },
    },
    {
      key: 'origin',
      title: t('imports.origin'),
      render: (job) => {
        const origin = originOf(job);
        return t(`imports.origins.${origin}`);
      },
    },
    {
      key: 'status',
      title: t('imports.statusTitle'),
      render: (job) => (
        <span className="row wrap" style={{ gap: 8 }}>
          <ImportStatusPill job={job} />
          {job.status === 'importing' ? <span className="small number">{format.percent(doneShare(job))}</span> : null}
        </span>
      ),
    },
    {
      key: 'taken',
      title: t('imports.taken'),
      align: 'end',
      render: ({ progress }) => (progress ? format.number(progress.taken) : null),
    },
    {
      key: 'rejected',
      title: t('imports.rejected'),
      align: 'end',
      render: ({ progress }) => (progress ? format.number(countRejected(progress.rejected)) : null),
    },
    {
      key: 'created',
      title: t('imports.created'),
      align: 'end',
      render: (job) => <RelativeTime at={job.createdAt} />,
    },
  ];
  return (
    <DataTable
      label={t('imports.title')}
      columns={columns}
      rows={jobs}
      rowKey={(job) => job.id}
      linked
      {...(more && { more })}
    />
  );
}
