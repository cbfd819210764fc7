import { useTranslation } from 'react-i18next';
import type { System } from '#contracts/api/system.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable } from '../shared/ui/data-table.tsx';
import { Section } from '../shared/ui/page.tsx';

interface Partition {
  readonly lane: number;
  readonly live: number;
  readonly bulk: number;
}

/** A scaled installation has 256; those that lag most are what matters. */
const shown = 8;

/** What each partition's worker has not applied yet, those that lag most first. */
export function LaneTable({ lanes }: { lanes: System['lanes'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const partitions = partitionsOf(lanes);
  const columns: Column<Partition>[] = [
    { key: 'lane', title: t('system.partition'), render: ({ lane }) => t('system.fromLane', { lane }) },
    { key: 'live', title: t('system.live'), align: 'end', render: ({ live }) => format.number(live) },
    { key: 'bulk', title: t('system.bulk'), align: 'end', render: ({ bulk }) => format.number(bulk) },
  ];
  const rest = partitions.length - shown;
  return (
    <Section title={t('system.lanes')} note={t('system.lanesNote')} flush>
      <DataTable
        label={t('system.lanes')}
        columns={columns}
        rows={partitions.slice(0, shown)}
        rowKey={({ lane }) => String(lane)}
      />
      {rest > 0 ? (
        <p className="soft" style={{ padding: '8px 16px 12px' }}>
          {t('system.lanesRest', { count: rest })}
        </p>
      ) : null}
    </Section>
  );
}

function partitionsOf(lanes: System['lanes']): Partition[] {
  const lagOf = (lane: number, wanted: 'live' | 'bulk') =>
    lanes.find((one) => one.lane === lane && one.class === wanted)?.lag ?? 0;
  const numbers = [...new Set(lanes.map(({ lane }) => lane))].sort((a, b) => a - b);
  const partitions = numbers.map((lane) => ({ lane, live: lagOf(lane, 'live'), bulk: lagOf(lane, 'bulk') }));
  if (partitions.length <= shown) return partitions;
  return partitions.sort((a, b) => b.live - a.live || b.bulk - a.bulk || a.lane - b.lane);
}
