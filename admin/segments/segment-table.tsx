import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SegmentListItem } from '#contracts/api/segment.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable } from '../shared/ui/data-table.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { StatusPill } from '../shared/ui/status-pill.tsx';
import { BackfillState } from './backfill-state.tsx';

export function SegmentTable({ segments }: { segments: readonly SegmentListItem[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<SegmentListItem>[] = [
    {
      key: 'name',
      title: t('segments.name'),
      render: (segment) => (
        <span>
          <Link to="/segments/$id" params={{ id: segment.id }}>
            <strong style={{ fontWeight: 500 }}>{segment.name}</strong>
          </Link>
          {segment.description ? (
            <span className="small faint" style={{ display: 'block' }}>
              {segment.description}
            </span>
          ) : null}
        </span>
      ),
    },
    { key: 'status', title: t('segments.status'), render: (segment) => <StatusPill definition={segment} /> },
    {
      key: 'size',
      title: t('segments.size'),
      align: 'end',
      render: (segment) =>
        segment.backfill && segment.backfill.state !== 'done' ? (
          <BackfillState backfill={segment.backfill} />
        ) : segment.status === 'draft' ? null : (
          <Link className="link" to="/profiles" search={{ segment: segment.id }}>
            {format.number(segment.size)}
          </Link>
        ),
    },
    {
      key: 'updated',
      title: t('segments.updated'),
      align: 'end',
      render: (segment) => <RelativeTime at={segment.updatedAt} />,
    },
  ];
  return (
    <DataTable label={t('navigation.segments')} columns={columns} rows={segments} rowKey={(one) => one.id} linked />
  );
}
