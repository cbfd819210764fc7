import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PrivacyRequest } from '#contracts/api/privacy.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable, TableSkeleton } from '../shared/ui/data-table.tsx';
import { Pill, type Tone } from '../shared/ui/marks.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { requestsQuery } from './privacy-queries.ts';

const tones: { readonly [status in PrivacyRequest['status']]: Tone } = {
  waiting: 'neutral',
  running: 'neutral',
  done: 'positive',
  not_found: 'held',
  ambiguous: 'held',
  failed: 'failed',
};

/** What was asked for, of one person or of everybody, with its progress and its file or receipt. */
export function RequestTable({ profile }: { readonly profile?: string }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(requestsQuery(profile));
  const columns: Column<PrivacyRequest>[] = [
    {
      key: 'kind',
      title: t('privacy.request'),
      render: (request) => (
        <span className="column">
          <span>{t(`privacy.kind.${request.kind}`)}</span>
          {request.cause === 'person' ? null : (
            <span className="small faint">{t(`privacy.cause.${request.cause}`)}</span>
          )}
        </span>
      ),
    },
    ...(profile === undefined
      ? [{ key: 'person', title: t('privacy.person'), render: (request: PrivacyRequest) => <Person {...request} /> }]
      : []),
    {
      key: 'asked',
      title: t('privacy.asked'),
      render: (request) => (
        <span className="column">
          <span>{request.requestedBy}</span>
          <span className="small faint">
            <RelativeTime at={request.requestedAt} />
          </span>
        </span>
      ),
    },
    { key: 'status', title: t('privacy.standing'), render: (request) => <Standing {...request} /> },
    { key: 'file', title: '', align: 'end', render: (request) => <File {...request} /> },
  ];
  return (
    <QueryView query={query} skeleton={<TableSkeleton columns={columns.length} rows={3} />}>
      {({ pages }) => {
        const rows = pages.flatMap(({ items }) => items);
        if (rows.length === 0)
          return (
            <p className="soft" style={{ padding: profile === undefined ? '8px 16px 16px' : 0 }}>
              {t('privacy.noRequests')}
            </p>
          );
        return (
          <DataTable
            label={t('privacy.requests')}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            more={query.hasNextPage ? { load: query.fetchNextPage, loading: query.isFetchingNextPage } : undefined}
          />
        );
      }}
    </QueryView>
  );
}

function Person({ profile, kind, status, finishedAt }: PrivacyRequest) {
  const { t } = useTranslation();
  if (profile === null) return <span className="faint">{finishedAt === null ? t('privacy.unknown') : '–'}</span>;
  const short = <span className="mono small">{profile.slice(-12)}</span>;
  if (kind === 'erasure' && status === 'done') return short;
  return (
    <Link className="link" to="/profiles/$id" params={{ id: profile }}>
      {short}
    </Link>
  );
}

function Standing({ kind, status, progress, error, finishedAt, closedAt }: PrivacyRequest) {
  const { t } = useTranslation();
  const format = useFormat();
  if (finishedAt === null) return <Pill>{t('privacy.underWay', { share: format.percent(progress) })}</Pill>;
  const word = kind === 'erasure' && status === 'done' && closedAt === null ? 'open' : status;
  return (
    <span className="column" style={{ alignItems: 'flex-start' }}>
      <Pill tone={tones[status]}>{t(`privacy.status.${word}`)}</Pill>
      {error === null ? null : <span className="small faint">{error}</span>}
    </span>
  );
}

function File({ id, kind, status, bytes, fileUntil }: PrivacyRequest) {
  const { t } = useTranslation();
  const format = useFormat();
  if (kind === 'erasure' && status === 'done') {
    return (
      <a className="link" href={`/api/v1/privacy/requests/${id}/receipt`} download={`erasure-receipt-${id}.json`}>
        {t('privacy.receipt')}
      </a>
    );
  }
  if (bytes === null || fileUntil === null) return null;
  return (
    <span className="column">
      <a className="link" href={`/api/v1/privacy/requests/${id}/file`} download={`person-export-${id}.json`}>
        {t('privacy.download')}
      </a>
      <span className="small faint">{t('privacy.until', { date: format.date(fileUntil) })}</span>
    </span>
  );
}
