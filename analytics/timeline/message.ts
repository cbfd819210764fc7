import type { MessageFactRow } from '#components/clickhouse/tables.ts';
import type { Channel } from '#contracts/channel.ts';
import { factId } from '../fact-cursor.ts';
import { timelineSource } from './source.ts';

interface Row
  extends Pick<
    MessageFactRow,
    'delivery' | 'journey' | 'run' | 'node' | 'message' | 'provider' | 'kind' | 'reason' | 'link'
  > {
  readonly channel: Channel;
}

export const messageSource = timelineSource<Row>({
  table: 'message_fact',
  columns: ['delivery', 'journey', 'run', 'node', 'message', 'channel', 'provider', 'kind', 'reason', 'link'],
  toItem: (row, names) => ({
    id: factId(row),
    at: row.at,
    type: 'message',
    delivery: row.delivery,
    journey: row.journey,
    journeyName: names.journey(row.journey),
    run: row.run,
    node: row.node,
    message: row.message,
    messageName: names.message(row.message),
    channel: row.channel,
    provider: row.provider,
    kind: row.kind,
    reason: row.reason,
    link: row.link,
  }),
});
