import type { MembershipRow } from '#components/clickhouse/tables.ts';
import { factId } from '../fact-cursor.ts';
import { timelineSource } from './source.ts';

export const membershipSource = timelineSource<Pick<MembershipRow, 'segment' | 'change'>>({
  table: 'membership',
  columns: ['segment', 'change'],
  toItem: (row, names) => ({
    id: factId(row),
    at: row.at,
    type: 'membership',
    segment: row.segment,
    segmentName: names.segment(row.segment),
    change: row.change,
  }),
});
