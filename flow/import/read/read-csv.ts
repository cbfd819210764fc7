import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { type RejectedRow, rejected } from '../import-event.ts';
import type { Row, RowSource } from '../row.ts';

export interface CsvFormat {
  readonly delimiter: string;
  /** Empty: quotes are letters like any other. */
  readonly quote: string;
}

/** Rows of CSV text in UTF-8, a byte order mark in front or not; the first row names the columns. */
export async function readCsv(text: Readable, { delimiter, quote }: CsvFormat): Promise<RowSource> {
  const broken: BrokenRow[] = [];
  const parser = parse({
    bom: true,
    delimiter,
    quote: quote === '' ? false : quote,
    ...(quote !== '' && { escape: quote }),
    info: true,
    max_record_size: 1_048_576,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      const cells: unknown = error?.['record'];
      const row = rejected(Number(error?.lines ?? 0), 'unreadable_row', error?.message ?? 'the row cannot be read');
      broken.push({ ...row, cells: Array.isArray(cells) ? cells.map(String) : [] });
      return undefined;
    },
  });
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  const records: AsyncIterator<Parsed> = parser[Symbol.asyncIterator]();
  const first = await records.next();
  const header = first.done ? [] : uniqueNames(first.value.record.map((name) => name.trim()));
  const close = () => {
    text.destroy();
    parser.destroy();
  };
  return { header, rows: readRemaining(records, header, broken), close };
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** A row that has more or fewer cells than the header. The parser finds it before the header is known to the reader. */
interface BrokenRow extends RejectedRow {
  readonly cells: readonly string[];
}

function withValues({ cells, ...row }: BrokenRow, header: readonly string[]): RejectedRow {
  if (cells.length === 0) return row;
  const beyond = cells.slice(header.length).join(' | ');
  return {
    ...row,
    ...(beyond !== '' && { detail: `${row.detail}; beyond the last column: ${beyond}` }),
    values: Object.fromEntries(header.map((name, place) => [name, cells[place]?.trim() ?? ''])),
    about: { value: cells.join(' | ').slice(0, 200) },
  };
}

/** Two columns of one name would hide each other. */
function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 || name === '' ? name : `${name} (${count})`;
  });
}

async function* readRemaining(
  records: AsyncIterator<Parsed>,
  header: readonly string[],
  broken: BrokenRow[],
): AsyncGenerator<Row | RejectedRow> {
  for (let next = await records.next(); !next.done; next = await records.next()) {
    const { record, info } = next.value;
    if (broken.length > 0) {
      // The parser runs ahead, so some of these may belong further down.
      const before = broken.findIndex(({ line }) => line > info.lines);
      yield* broken.splice(0, before < 0 ? broken.length : before).map((row) => withValues(row, header));
    }
    const values: Record<string, string> = {};
    for (let index = 0; index < header.length; index++) {
      values[header[index] ?? ''] = record[index]?.trim() ?? '';
    }
    yield { type: 'row', line: info.lines, values };
  }
  yield* broken.splice(0).map((row) => withValues(row, header));
}
