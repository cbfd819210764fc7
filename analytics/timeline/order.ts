import type { OrderFactRow } from '#components/clickhouse/tables.ts';
import type { Channel } from '#contracts/channel.ts';
import { factId } from '../fact-cursor.ts';
import { timelineSource } from './source.ts';

interface Row
  extends Pick<
    OrderFactRow,
    | 'order_id'
    | 'value'
    | 'currency'
    | 'item_count'
    | 'source'
    | 'attributed_delivery'
    | 'attributed_journey'
    | 'attributed_message'
    | 'touch'
  > {
  readonly attributed_channel: Channel | '';
  readonly touch_at: string;
}

export const orderSource = timelineSource<Row>({
  table: 'order_fact',
  columns: [
    'order_id',
    'value',
    'currency',
    'item_count',
    'source',
    'attributed_delivery',
    'attributed_journey',
    'attributed_message',
    'attributed_channel',
    'touch',
    'touch_at',
  ],
  toItem: (row, names) => ({
    id: factId(row),
    at: row.at,
    type: 'order',
    order: row.order_id,
    value: row.value,
    currency: row.currency,
    itemCount: row.item_count,
    imported: row.source === 'import',
    attribution:
      row.attributed_channel === '' || row.touch === ''
        ? null
        : {
            delivery: row.attributed_delivery,
            journey: row.attributed_journey,
            journeyName: names.journey(row.attributed_journey),
            message: row.attributed_message,
            messageName: names.message(row.attributed_message),
            channel: row.attributed_channel,
            touch: row.touch,
            touchedAt: row.touch_at,
          },
  }),
});
