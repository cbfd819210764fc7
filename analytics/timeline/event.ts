import type { EventRow } from '#components/clickhouse/tables.ts';
import type { JsonObject } from '#contracts/json.ts';
import { factId } from '../fact-cursor.ts';
import { timelineSource } from './source.ts';

export const eventSource = timelineSource<
  Pick<EventRow, 'message_id' | 'type' | 'name' | 'properties' | 'url' | 'source'>
>({
  table: 'event',
  columns: ['message_id', 'type', 'name', 'properties', 'url', 'source'],
  toItem: (row) => ({
    id: factId(row),
    at: row.at,
    type: 'event',
    event: row.message_id,
    kind: row.type,
    name: row.name,
    properties: JSON.parse(row.properties) as JsonObject,
    url: row.url,
    imported: row.source === 'import',
  }),
});
