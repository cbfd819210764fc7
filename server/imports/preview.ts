import type { ImportPreview } from '#contracts/api/import.ts';
import { RequestError } from '#contracts/errors.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { type ImportFormat, type ImportKindName, type ImportMapping, missingTargets } from '#contracts/import.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { UnreadValue } from '#contracts/unread-value.ts';
import type { ImportEvent, ImportItem, RejectedRow } from '#flow/import/import-event.ts';
import { ImportMistake } from '#flow/import/import-mistake.ts';
import { columnOfField } from '#flow/import/mapping/column-of-field.ts';
import { guessMapping, type Surroundings } from '#flow/import/mapping/guess-mapping.ts';
import { openConversion } from '#flow/import/open-conversion.ts';
import { detectFormat } from '#flow/import/read/detect-format.ts';
import { openRows } from '#flow/import/read/read-rows.ts';
import type { Row } from '#flow/import/row.ts';
import { compileIdentityReader } from '../tracking/identities.ts';
import { readEvent } from '../tracking/read-event.ts';
import { type ReadingSettings, readingOf } from './reading.ts';

const rowsRead = 200;
const rowsShown = 20;

interface Wanted {
  readonly format?: ImportFormat | undefined;
  readonly kind?: ImportKindName | undefined;
  readonly mapping?: ImportMapping | undefined;
}

/** The first rows of a file and what they would become. What is not given is guessed. Throws `unreadable_file`. */
export async function previewFile(
  file: string,
  wanted: Wanted,
  surroundings: Surroundings & ReadingSettings,
): Promise<ImportPreview> {
  const format =
    wanted.format ??
    (await detectFormat(file).catch((error: unknown) => {
      throw unreadableFile(error);
    }));
  const { header, rows, unreadable } = await readFirst(file, format);
  const mapping = wanted.mapping ?? guessMapping(header, rows, surroundings, wanted.kind);
  const missing = missingTargets(mapping);
  const shown = rows.slice(0, rowsShown);
  return {
    format,
    mapping,
    missing: missing.map((choice) => [...choice]),
    header: [...header],
    rows: shown.map(({ line, values }) => ({ line, values: { ...values } })),
    items: [
      ...unreadable.map(presentRejected),
      ...(missing.length > 0 ? [] : presentItems(convert(mapping, header, shown), mapping, surroundings)),
    ],
  };
}

function presentItems(
  items: readonly ImportItem[],
  mapping: ImportMapping,
  settings: ReadingSettings,
): ImportPreview['items'] {
  const tellUnread = openUnread(mapping, settings);
  return items.map((item) => {
    if (item.type === 'rejected') return presentRejected(item);
    const unread = [...(item.unread ?? []), ...tellUnread(item.event)];
    const event = item.event as unknown as JsonObject;
    return { type: 'event', line: item.line, event, ...(unread.length > 0 && { unread }) };
  });
}

function presentRejected({ type, line, reason, detail, about }: RejectedRow): ImportPreview['items'][number] {
  return { type, line, reason, detail, ...(about && { about }) };
}

/** What an event would go in without. */
function openUnread(mapping: ImportMapping, settings: ReadingSettings): (event: ImportEvent) => readonly UnreadValue[] {
  const columns = new Map(mapping.columns.map(({ column, target }) => [target, column]));
  const { country, identities } = readingOf(mapping, settings);
  const envelope = {
    ...{ workspace: asked, country, identities: compileIdentityReader(identities), receivedAt: Date.now() },
    ...{ sentAt: undefined, context: undefined, imported: true, trusted: true, tellsUnread: true },
  };
  return (event) => {
    const read = readEvent(event, undefined, envelope);
    if ('rejected' in read) return [];
    return (read.unread ?? []).map(({ field, reason }) => ({ column: columnOfField(columns, field), reason }));
  };
}

/** Nothing goes anywhere. */
const asked = 0 as WorkspaceId;

function convert(mapping: ImportMapping, header: readonly string[], rows: readonly Row[]): readonly ImportItem[] {
  const converter = openConversion(mapping, header, 'preview');
  return [...rows.flatMap((row) => converter.add(row)), ...converter.end()];
}

async function readFirst(file: string, format: ImportFormat) {
  const rows: Row[] = [];
  const unreadable: RejectedRow[] = [];
  const source = await openRows(file, format).catch((error: unknown) => {
    throw unreadableFile(error);
  });
  try {
    for await (const portion of source.portions) {
      for (const row of portion) {
        if (rows.length + unreadable.length >= rowsRead) break;
        if (row.type === 'row') rows.push(row);
        else if (unreadable.length < rowsShown) unreadable.push(row);
      }
      if (rows.length + unreadable.length >= rowsRead) break;
    }
  } catch (error) {
    throw unreadableFile(error);
  } finally {
    source.close();
  }
  return { header: source.header, rows, unreadable };
}

/** The file is not what it is taken for: no text, broken gzip, one endless line. */
function unreadableFile(error: unknown): RequestError {
  if (error instanceof ImportMistake) return new RequestError('unreadable_file');
  const reason = error instanceof Error ? error.message : String(error);
  return new RequestError('unreadable_file', { message: `The file cannot be read: ${reason}` });
}
