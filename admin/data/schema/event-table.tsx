import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SchemaEventItem } from '#contracts/schema/schema-registry.ts';
import { useFormat } from '../../shared/format.ts';
import { SentName } from '../../shared/names/sent-name.tsx';
import { useNames } from '../../shared/names/use-names.ts';
import { type Column, DataTable } from '../../shared/ui/data-table.tsx';
import { Pill } from '../../shared/ui/marks.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import styles from '../data.module.css';
import { ModePill } from './schema-marks.tsx';
import { Spark } from './volume-bars.tsx';

interface EventTableProps {
  readonly events: readonly SchemaEventItem[];
  readonly more: { readonly load: () => unknown; readonly loading: boolean } | undefined;
}

export function EventTable({ events, more }: EventTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = useNames();
  const columns: Column<SchemaEventItem>[] = [
    {
      key: 'name',
      title: t('data.events.event'),
      render: (event) => (
        <Link to="/data/events/$name" params={{ name: event.name }}>
          <strong style={{ fontWeight: 500, overflowWrap: 'anywhere' }}>
            <SentName name={event.name} shown={names.event(event.name)} />
          </strong>
          {event.description ? <span className="soft small"> {event.description}</span> : null}
        </Link>
      ),
    },
    {
      key: 'volume',
      title: t('data.events.last30'),
      align: 'end',
      render: (event) => {
        const recent = event.days.reduce((sum, { events: count }) => sum + count, 0);
        return (
          <span className={styles['volume']}>
            <Spark days={event.days} />
            <span style={{ minWidth: 48, textAlign: 'right' }} title={format.number(recent)}>
              {format.compact(recent)}
            </span>
          </span>
        );
      },
    },
    {
      key: 'lastSeen',
      title: t('data.events.lastSeen'),
      render: (event) =>
        event.lastSeenAt === null ? (
          <span className="faint">{t('data.field.notSeen')}</span>
        ) : (
          <RelativeTime at={event.lastSeenAt} />
        ),
    },
    {
      key: 'properties',
      title: t('data.events.properties'),
      align: 'end',
      render: (event) => format.number(event.properties),
    },
    { key: 'mode', title: t('data.modeTitle'), render: (event) => <ModePill {...event} /> },
    {
      key: 'misfits',
      title: t('data.events.misfits'),
      align: 'end',
      render: (event) =>
        event.misfits > 0 ? (
          <Pill tone="held">{format.compact(event.misfits)}</Pill>
        ) : (
          <span className="faint">{format.number(0)}</span>
        ),
    },
  ];
  return (
    <DataTable
      label={t('data.events.title')}
      columns={columns}
      rows={events}
      rowKey={(event) => event.name}
      linked
      more={more}
    />
  );
}
