import { importOpenTargets, importPersonTargets, importRequiredTargets, importTargets } from '#contracts/import.ts';
import type { JsonObject } from '#contracts/json.ts';
import { derivedMessageId, type ImportItem, rejected } from './import-event.ts';
import { importedBefore, isImportedBefore } from './imported-before.ts';
import type { ConversionContext, ImportKind } from './kind.ts';
import { openFields } from './mapping/fields.ts';
import { isoText } from './parse-value.ts';
import { aboutCell, cell, personOf } from './person.ts';
import type { Row } from './row.ts';

/** One event per row: becomes a `track` in which every column that is not mapped is a property under its own name. */
export const events: ImportKind = {
  name: 'events',
  columns: {
    targets: [...importPersonTargets, ...importTargets.events],
    required: importRequiredTargets.events,
    open: importOpenTargets.events,
  },
  open(context) {
    const propertiesOf = openFields(context, 'properties');
    return { add: (row) => [convertRow(row, context, propertiesOf(row))], end: () => [] };
  },
};

function convertRow(row: Row, context: ConversionContext, properties: JsonObject): ImportItem {
  if (isImportedBefore(row)) return importedBefore(row);
  const person = personOf(row, context);
  if (person === undefined) return rejected(row.line, 'missing_person', 'no column of this row says who it was');
  const event = cell(row, context, 'event');
  if (event === '') return rejected(row.line, 'missing_value', 'the event has no name');
  const time = cell(row, context, 'timestamp');
  const at = context.parseInstant(time);
  if (at === undefined)
    return rejected(row.line, 'invalid_time', `"${time}" is no time`, aboutCell(context, 'timestamp', time));

  // Two equal rows are two events, so the line takes part where the file brings no id of its own.
  const messageId =
    cell(row, context, 'messageId') ||
    (context.messageIdOfLine?.(row.line) ?? derivedMessageId('event', String(row.line), JSON.stringify(row.values)));
  return {
    type: 'event',
    line: row.line,
    event: { type: 'track', messageId, ...person, timestamp: isoText(at), event, properties },
  };
}
