import type { ImportFormat } from '#contracts/import.ts';
import type { RowSource } from '../row.ts';
import { type CsvFormat, readCsv } from './read-csv.ts';
import { readJsonLines } from './read-json-lines.ts';
import { openText } from './read-text.ts';

/** The rows of a file in whatever form it has. */
export async function openRows(path: string, format: ImportFormat): Promise<RowSource> {
  const text = await openText(path, format.encoding);
  return format.type === 'jsonl' ? readJsonLines(text) : readCsv(text, format);
}

/** The rows of a CSV file in UTF-8. */
export async function openCsv(path: string, format: Partial<CsvFormat> = {}): Promise<RowSource> {
  return readCsv(await openText(path), { delimiter: ',', quote: '"', ...format });
}
