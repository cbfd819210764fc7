import type { EventRow } from '#components/clickhouse/tables.ts';
import type { TimelineItem } from '#contracts/api/timeline.ts';
import type { JsonObject } from '#contracts/json.ts';
import { pointsEvent } from '#contracts/lead-score.ts';
import { tagsEvent } from '#core/profile/attributes.ts';
import type { DefinitionNames } from '../definition-names.ts';
import { factId } from '../fact-cursor.ts';
import { timelineSource } from './source.ts';

type EventItem = Extract<TimelineItem, { type: 'event' }>;

export const eventSource = timelineSource<
  Pick<EventRow, 'message_id' | 'type' | 'name' | 'properties' | 'url' | 'source'>
>({
  table: 'event',
  columns: ['message_id', 'type', 'name', 'properties', 'url', 'source'],
  toItem: (row, names) => {
    const properties = JSON.parse(row.properties) as JsonObject;
    const by = journeyOf(row.name, properties, names);
    return {
      id: factId(row),
      at: row.at,
      type: 'event',
      event: row.message_id,
      kind: row.type,
      name: row.name,
      properties,
      url: row.url,
      imported: row.source === 'import',
      ...(by && { by }),
    };
  },
});

/** What a journey brings about says so itself; only of the product's own events that is believed. */
function journeyOf(name: string, { actor }: JsonObject, names: DefinitionNames): EventItem['by'] {
  if (name !== pointsEvent && name !== tagsEvent) return undefined;
  const [, journey] = /^journey:(.+)$/.exec(typeof actor === 'string' ? actor : '') ?? [];
  return journey === undefined ? undefined : { journey, journeyName: names.journey(journey) };
}
