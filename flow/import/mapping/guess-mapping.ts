import {
  type ImportKindName,
  type ImportMapping,
  ignoredTarget,
  importListColumns,
  importOpenTargets,
  importPersonTargets,
  importTargets,
} from '#contracts/import.ts';
import { instantParser, parseNumber, type TimeFormat } from '../parse-value.ts';
import type { Row } from '../row.ts';
import { headerWords, plainHeader, timeHeaderWords, traitWords } from './header-words.ts';

export interface Surroundings {
  readonly timeZone: string;
  readonly currency: string;
}

/** Which kind of file it is, as its columns say: an order has a number, an event a name; the rest are people. */
function guessKind(header: readonly string[]): ImportKindName {
  const has = (target: string) => header.some((column) => headerWords[target]?.includes(plainHeader(column)));
  if (has('orderId') && (has('total') || has('price'))) return 'orders';
  return has('event') ? 'events' : 'customers';
}

/** A mapping to begin with: from the names of the columns, and where those say nothing, from what stands in them. */
export function guessMapping(
  header: readonly string[],
  rows: readonly Row[],
  { timeZone, currency }: Surroundings,
  kind: ImportKindName = guessKind(header),
): ImportMapping {
  const own = header.filter((column) => column !== '' && !importListColumns.includes(column));
  const samples = new Map(header.map((column) => [column, samplesOf(rows, column)]));
  const taken = new Map<string, string>();
  const take = (target: string, find: (column: string) => boolean) => {
    if ([...taken.values()].includes(target)) return;
    const column = own.find((name) => !taken.has(name) && find(name));
    if (column !== undefined) taken.set(column, target);
  };
  const room = importOpenTargets[kind];
  const bare = (column: string) => plainHeader(withoutRoom(column, room));
  const external = Object.keys(headerWords).filter((target) => target.startsWith('externalIds.'));
  const known = [...importPersonTargets, ...importTargets[kind], ...external];
  for (const target of known) take(target, (column) => bare(column) === plainHeader(target));
  for (const target of known) take(target, (column) => wordsOf(target, kind).includes(bare(column)));
  take('email', (column) => looksLike(samples.get(column), (text) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text)));
  if (kind !== 'orders') take('phone', (column) => looksLike(samples.get(column), isPhone));
  if (kind !== 'customers') take('timestamp', (column) => timeFormatOf(samples.get(column) ?? []) !== undefined);

  const columns = own.map((column) => ({ column, target: taken.get(column) ?? openTarget(column, kind, room) }));
  const times = columns.find(({ target }) => target === 'timestamp');
  return {
    kind,
    columns: withoutRepeats(columns),
    constants: [],
    otherColumns: 'ignore',
    timeFormat: (times && timeFormatOf(samples.get(times.column) ?? [])) ?? 'auto',
    timeZone,
    currency,
    orders: { refundPrefix: '', adjustmentPrefix: '', shippingCodes: [], discountCodes: [], feeCodes: [] },
  };
}

function wordsOf(target: string, kind: ImportKindName): readonly string[] {
  if (target === 'timestamp') return timeHeaderWords[kind];
  // A file of people may have a column of orders or of what they do: a figure about them, and no order.
  return headerWords[target] ?? [];
}

/** JSON lines in the form of tracking calls have `traits.city`, which is the trait `city`. */
function withoutRoom(column: string, room: string): string {
  return column.startsWith(`${room}.`) ? column.slice(room.length + 1) : column;
}

/** Of orders, a column that is not asked for describes single lines, so it is left out until somebody wants it. */
function openTarget(column: string, kind: ImportKindName, room: 'traits' | 'properties'): string {
  if (kind === 'orders') return ignoredTarget;
  if (kind === 'customers') {
    const trait = Object.entries(traitWords).find(([, words]) =>
      words.includes(plainHeader(withoutRoom(column, room))),
    );
    if (trait) return `${room}.${trait[0]}`;
  }
  const path = withoutRoom(column, room)
    .split('.')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '__proto__');
  return path.length === 0 ? ignoredTarget : `${room}.${path.join('.')}`;
}

function withoutRepeats(columns: ImportMapping['columns']): ImportMapping['columns'] {
  const seen = new Set<string>();
  return columns.map(({ column, target }) => {
    const repeated = target !== ignoredTarget && seen.has(target);
    seen.add(target);
    return { column, target: repeated ? ignoredTarget : target };
  });
}

function samplesOf(rows: readonly Row[], column: string): string[] {
  return rows.map((row) => row.values[column] ?? '').filter((text) => text !== '');
}

/** Nearly all: a file may hold a slip. */
function looksLike(samples: readonly string[] = [], test: (text: string) => boolean): boolean {
  return samples.length > 0 && samples.filter(test).length >= samples.length * 0.9;
}

function isPhone(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  return /^\+?[\d\s().-]+$/.test(text) && (text.startsWith('+') || /^1[3-9]\d{9}$/.test(digits)) && digits.length >= 8;
}

/** The form in which all of them are times; plain numbers are not taken for times. */
function timeFormatOf(samples: readonly string[]): TimeFormat | undefined {
  const texts = samples.filter((text) => parseNumber(text) === undefined || /^1\d{9}(\d{3})?$/.test(text));
  if (texts.length < samples.length || texts.length === 0) return undefined;
  return (['auto', 'day_first', 'month_first'] as const).find((format) => {
    const parse = instantParser('UTC', 0, format);
    return looksLike(texts, (text) => parse(text) !== undefined);
  });
}
