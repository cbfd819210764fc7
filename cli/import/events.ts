import { derivedMessageId, type ImportItem, rejected } from './import-event.ts';
import type { ConversionContext, ImportKind } from './kind.ts';
import { nestedObject } from './parse-value.ts';
import { cell, personOf, personTargets } from './person.ts';
import type { Row } from './read-rows.ts';

/** One event per row: becomes a `track` in which every column that is not mapped is a property under its own name. */
export const events: ImportKind = {
  name: 'events',
  columns: {
    targets: [...personTargets, 'event', 'timestamp', 'messageId'],
    required: [personTargets, ['event'], ['timestamp']],
    open: 'properties',
  },
  async *convert(rows, context) {
    for await (const row of rows) yield row.type === 'rejected' ? row : convertRow(row, context);
  },
};

function convertRow(row: Row, { map, unmapped, parseInstant }: ConversionContext): ImportItem {
  const person = personOf(row, map);
  if (person === undefined) return rejected(row.line, 'missing_person', 'no column of this row says who it was');
  const event = cell(row, map, 'event');
  if (event === '') return rejected(row.line, 'missing_value', 'the event has no name');
  const time = cell(row, map, 'timestamp');
  const at = parseInstant(time);
  if (at === undefined) return rejected(row.line, 'invalid_time', `"${time}" is no time`);

  const named = [...map].filter(([target]) => target.startsWith('properties.'));
  const properties = nestedObject([
    ...named.map(([target]) => [target.slice('properties.'.length), cell(row, map, target)] as const),
    ...unmapped.map((column) => [column, row.values[column] ?? ''] as const),
  ]);
  // Two equal rows are two events, so the line takes part where the file brings no id of its own.
  const messageId =
    cell(row, map, 'messageId') || derivedMessageId('event', String(row.line), JSON.stringify(row.values));
  const timestamp = at.toString({ smallestUnit: 'millisecond' });
  return {
    type: 'event',
    line: row.line,
    event: { type: 'track', messageId, ...person, timestamp, event, properties },
  };
}
