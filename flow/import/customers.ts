import { consentsOfRow } from '#contracts/consent/consent-column.ts';
import { importOpenTargets, importPersonTargets, importRequiredTargets, importTargets } from '#contracts/import.ts';
import type { JsonObject } from '#contracts/json.ts';
import { derivedMessageId, type ImportItem, rejected } from './import-event.ts';
import type { ConversionContext, ImportKind } from './kind.ts';
import { openFields } from './mapping/fields.ts';
import { isoText } from './parse-value.ts';
import { aboutCell, cell, personOf } from './person.ts';
import type { Row } from './row.ts';

/** One person per row: becomes an `identify` in which every column that is not mapped is a trait under its own name. */
export const customers: ImportKind = {
  name: 'customers',
  columns: {
    targets: [...importPersonTargets, ...importTargets.customers],
    required: importRequiredTargets.customers,
    open: importOpenTargets.customers,
  },
  open(context) {
    const traitsOf = openFields(context, 'traits');
    return { add: (row) => [convertRow(row, context, traitsOf(row))], end: () => [] };
  },
};

function convertRow(row: Row, context: ConversionContext, traits: JsonObject): ImportItem {
  const person = personOf(row, context);
  if (person === undefined) return rejected(row.line, 'missing_person', 'no column of this row says who it is');
  const time = cell(row, context, 'timestamp');
  const at = time === '' ? undefined : context.parseInstant(time);
  if (time !== '' && at === undefined)
    return rejected(row.line, 'invalid_time', `"${time}" is no time`, aboutCell(context, 'timestamp', time));

  const email = cell(row, context, 'email');
  const phone = cell(row, context, 'phone');
  const { consents, unread } = consentsOfRow(context.consents ?? [], (column) => row.values[column]);
  const { context: inContext, ...ids } = person;
  const externalIds = inContext?.['externalIds'];
  const { country } = context;
  const more = [...(consents.length > 0 ? [consents] : []), ...(country === undefined ? [] : [country])];
  const messageId =
    context.messageIdOfLine?.(row.line) ??
    derivedMessageId('customer', JSON.stringify([ids, email, phone, time, traits, ...more]));
  return {
    type: 'event',
    line: row.line,
    event: {
      type: 'identify',
      messageId,
      ...ids,
      ...(externalIds !== undefined && { context: { externalIds } }),
      ...(at !== undefined && { timestamp: isoText(at) }),
      traits: {
        ...traits,
        ...(email && { email }),
        ...(phone && { phone }),
        ...(consents.length > 0 && { consents }),
      },
    },
    ...(unread.length > 0 && { unread }),
  };
}
