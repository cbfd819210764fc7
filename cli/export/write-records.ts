import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { stringifyRow } from '#flow/csv-text.ts';

export type ExportFormat = 'csv' | 'jsonl';
export type ExportRecord = { readonly [column: string]: unknown };

/** Writes records as they come; what is no text, number or boolean becomes JSON in a CSV cell. Returns how many. */
export async function writeRecords(
  records: AsyncIterable<ExportRecord>,
  columns: readonly string[],
  format: ExportFormat,
  output: Writable,
): Promise<number> {
  let count = 0;
  const write = async (text: string) => {
    if (!output.write(text)) await once(output, 'drain');
  };
  if (format === 'csv') await write(stringifyRow(columns));
  for await (const record of records) {
    count++;
    const row = () => stringifyRow(columns.map((column) => cellText(record[column])));
    await write(format === 'csv' ? row() : `${JSON.stringify(record)}\n`);
  }
  return count;
}

/**
 * A cell that begins like a formula gets an apostrophe: a spreadsheet would run what a visitor typed into a form. Numbers
 * and phone numbers stay as they are.
 */
function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[=+\-@\t\r]/.test(text) && !/^\+\d+$/.test(text) ? `'${text}` : text;
}
