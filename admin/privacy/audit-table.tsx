import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PrivacyAuditEntry } from '#contracts/api/privacy.ts';
import { type Column, DataTable, TableSkeleton } from '../shared/ui/data-table.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { auditQuery } from './privacy-queries.ts';

/** Who did what about people's data, and when. */
export function AuditTable() {
  const { t } = useTranslation();
  const query = useInfiniteQuery(auditQuery);
  const columns: Column<PrivacyAuditEntry>[] = [
    { key: 'action', title: t('privacy.action'), render: ({ action }) => t(`privacy.did.${action}`) },
    { key: 'actor', title: t('privacy.actor'), render: ({ actor }) => actor },
    {
      key: 'person',
      title: t('privacy.person'),
      render: ({ profile }) => (profile === null ? '–' : <span className="mono small">{profile.slice(-12)}</span>),
    },
    { key: 'at', title: t('privacy.when'), align: 'end', render: ({ at }) => <RelativeTime at={at} /> },
  ];
  return (
    <QueryView query={query} skeleton={<TableSkeleton columns={4} rows={4} />}>
      {({ pages }) => {
        const rows = pages.flatMap(({ items }) => items);
        if (rows.length === 0)
          return (
            <p className="soft" style={{ padding: '8px 16px 16px' }}>
              {t('privacy.noAudit')}
            </p>
          );
        return (
          <DataTable
            label={t('privacy.audit')}
            columns={columns}
            rows={rows}
            rowKey={({ at, action, request }) => `${at} ${action} ${request}`}
            more={query.hasNextPage ? { load: query.fetchNextPage, loading: query.isFetchingNextPage } : undefined}
          />
        );
      }}
    </QueryView>
  );
}
