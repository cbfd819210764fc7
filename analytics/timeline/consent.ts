import type { ConsentFactRow } from '#components/clickhouse/tables.ts';
import type { Channel } from '#contracts/channel.ts';
import { factId } from '../fact-cursor.ts';
import { timelineSource } from './source.ts';

interface Row extends Pick<ConsentFactRow, 'kind' | 'topic' | 'status' | 'source'> {
  readonly channel: Channel | '';
}

/** Without its proof, which the history of consent shows. */
export const consentSource = timelineSource<Row>({
  table: 'consent_fact',
  columns: ['kind', 'channel', 'topic', 'status', 'source'],
  toItem: (row, names) => ({
    id: factId(row),
    at: row.at,
    type: 'consent',
    kind: row.kind,
    channel: row.channel || null,
    topic: row.topic || null,
    topicName: row.topic === '' ? null : names.topic(row.topic),
    status: row.status,
    source: row.source,
  }),
});
