import { type ImportMapping, ignoredTarget, importListColumns, missingTargets } from '#contracts/import.ts';
import { customers } from './customers.ts';
import { events } from './events.ts';
import { ImportMistake } from './import-mistake.ts';
import type { Converter, ImportKind } from './kind.ts';
import { lineId } from './line-id.ts';
import { orders } from './orders.ts';
import { instantParser } from './parse-value.ts';

const kinds: { readonly [Name in ImportKind['name']]: ImportKind } = { customers, events, orders };

/**
 * What turns the rows of a file with this header into events. Ids of the events are made of `idPrefix` and the line, of
 * orders from their numbers. Throws ImportMistake when nothing says what must be said.
 */
export function openConversion(mapping: ImportMapping, header: readonly string[], idPrefix: string): Converter {
  const [missing] = missingTargets(mapping);
  if (missing) throw new ImportMistake(`No column says ${missing.join(' or ')}.`);
  const used = mapping.columns.filter(({ target }) => target !== ignoredTarget);
  const listed = new Set([
    ...importListColumns,
    ...mapping.columns.map(({ column }) => column),
    ...(mapping.consents ?? []).flatMap(({ column, proof }) => [column, ...Object.values(proof)]),
  ]);
  const codes = (texts: readonly string[]) => new Set(texts.map((text) => text.toUpperCase()));
  const { refundPrefix, adjustmentPrefix, shippingCodes, discountCodes, feeCodes } = mapping.orders;
  return kinds[mapping.kind].open({
    map: new Map(used.map(({ target, column }) => [target, column])),
    unmapped: mapping.otherColumns === 'keep' ? header.filter((column) => column !== '' && !listed.has(column)) : [],
    consents: mapping.consents ?? [],
    constants: new Map(mapping.constants.map(({ target, value }) => [target, value])),
    parseInstant: instantParser(mapping.timeZone, 0, mapping.timeFormat),
    currency: mapping.currency,
    orders: {
      refundPrefix,
      adjustmentPrefix,
      shippingCodes: codes(shippingCodes),
      discountCodes: codes(discountCodes),
      feeCodes: codes(feeCodes),
    },
    messageIdOfLine: (line) => lineId(idPrefix, line),
  });
}
