import { derivedMessageId, type ImportItem, rejected } from './import-event.ts';
import type { ConversionContext, ImportKind } from './kind.ts';
import { nestedObject } from './parse-value.ts';
import { cell, personOf, personTargets } from './person.ts';
import type { Row } from './read-rows.ts';

/** One person per row: becomes an `identify` in which every column that is not mapped is a trait under its own name. */
export const customers: ImportKind = {
  name: 'customers',
  columns: { targets: [...personTargets, 'timestamp'], required: [personTargets], open: 'traits' },
  async *convert(rows, context) {
    for await (const row of rows) yield row.type === 'rejected' ? row : convertRow(row, context);
  },
};

function convertRow(row: Row, { map, unmapped, parseInstant }: ConversionContext): ImportItem {
  const person = personOf(row, map);
  if (person === undefined) return rejected(row.line, 'missing_person', 'no column of this row says who it is');
  const time = cell(row, map, 'timestamp');
  const at = time === '' ? undefined : parseInstant(time);
  if (time !== '' && at === undefined) return rejected(row.line, 'invalid_time', `"${time}" is no time`);

  const named = [...map].filter(([target]) => target.startsWith('traits.'));
  const traits = nestedObject([
    ...named.map(([target]) => [target.slice('traits.'.length), cell(row, map, target)] as const),
    ...unmapped.map((column) => [column, row.values[column] ?? ''] as const),
  ]);
  const email = cell(row, map, 'email');
  const phone = cell(row, map, 'phone');
  const { context: _, ...ids } = person;
  const messageId = derivedMessageId('customer', JSON.stringify([ids, email, phone, time, traits]));
  return {
    type: 'event',
    line: row.line,
    event: {
      type: 'identify',
      messageId,
      ...ids,
      ...(at && { timestamp: at.toString({ smallestUnit: 'millisecond' }) }),
      traits: { ...traits, ...(email && { email }), ...(phone && { phone }) },
    },
  };
}
