import type { ImportPreview } from '#contracts/api/import.ts';
import { RequestError } from '#contracts/errors.ts';
import { type ImportFormat, type ImportKindName, type ImportMapping, missingTargets } from '#contracts/import.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { ImportItem } from '#flow/import/import-event.ts';
import { ImportMistake } from '#flow/import/import-mistake.ts';
import { guessMapping, type Surroundings } from '#flow/import/mapping/guess-mapping.ts';
import { openConversion } from '#flow/import/open-conversion.ts';
import { detectFormat } from '#flow/import/read/detect-format.ts';
import { openRows } from '#flow/import/read/read-rows.ts';
import type { Row } from '#flow/import/row.ts';

const rowsRead = 200;
const rowsShown = 20;

interface Wanted {
  readonly format?: ImportFormat | undefined;
  readonly kind?: ImportKindName | undefined;
  readonly mapping?: ImportMapping | undefined;
}

/** The first rows of a file and what they would become. What is not given is guessed. Throws `unreadable_file`. */
export async function previewFile(file: string, wanted: Wanted, surroundings: Surroundings): Promise<ImportPreview> {
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
    items: [...unreadable, ...(missing.length > 0 ? [] : convert(mapping, header, shown))].map((item) =>
      item.type === 'rejected' ? item : { ...item, event: item.event as unknown as JsonObject },
    ),
  };
}

function convert(mapping: ImportMapping, header: readonly string[], rows: readonly Row[]): readonly ImportItem[] {
  const converter = openConversion(mapping, header, 'preview');
  return [...rows.flatMap((row) => converter.add(row)), ...converter.end()];
}

async function readFirst(file: string, format: ImportFormat) {
  const rows: Row[] = [];
  const unreadable: ImportItem[] = [];
  const source = await openRows(file, format).catch((error: unknown) => {
    throw unreadableFile(error);
  });
  try {
    for await (const row of source.rows) {
      if (row.type === 'row') rows.push(row);
      else if (unreadable.length < rowsShown) unreadable.push(row);
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
