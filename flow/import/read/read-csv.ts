import type { Readable } from 'node:stream';
import Papa from 'papaparse';
import { type RejectedRow, rejected } from '../import-event.ts';
import { ImportMistake } from '../import-mistake.ts';
import type { Row, RowSource } from '../row.ts';

export interface CsvFormat {
  readonly delimiter: string;
  /** Empty: quotes are letters like any other. */
  readonly quote: string;
}

/** Characters. What is longer is a quote that was opened and never closed, or no CSV. */
const longestRow = 1_048_576;

/** Characters that are parsed at once, and anew from the line behind a broken quote that has swallowed some. */
const portion = 16_384;

/** Rows of CSV text in UTF-8 (RFC 4180), a byte order mark in front or not; the first row names the columns. */
export async function readCsv(text: Readable, format: CsvFormat): Promise<RowSource> {
  const records = readRecords(text, format);
  let first: readonly CsvRecord[] = [];
  while (first.length === 0) {
    const next = await records.next();
    if (next.done) break;
    first = next.value;
  }
  const header = uniqueNames((first[0]?.cells ?? []).map((name) => name.trim()));
  return { header, portions: rowsOf(first.slice(1), records, header), close: () => void text.destroy() };
}

interface CsvRecord {
  /** The line that it ends on. */
  readonly line: number;
  /** Absent where its quotes cannot be told apart. */
  readonly cells?: readonly string[];
}

async function* readRecords(text: Readable, format: CsvFormat): AsyncGenerator<readonly CsvRecord[]> {
  const decoder = new TextDecoder();
  let parser: RecordParser | undefined;
  let open = '';
  for await (const chunk of text) {
    const read = decoder.decode(chunk as Buffer, { stream: true });
    for (let from = 0; from < read.length; from += portion) {
      open += read.slice(from, from + portion);
      parser ??= openParser(format, open);
      open = parser.parse(open);
      yield parser.take();
      while (open.length > longestRow) {
        open = parser.parse(parser.passLine(open));
        yield parser.take();
      }
    }
  }
  parser ??= openParser(format, open);
  // With a line end behind it every row is whole, but for one with an open quote.
  open = parser.parse(open + decoder.decode() + parser.lineEnd);
  yield parser.take();
  while (open !== '') {
    open = parser.parse(parser.passLine(open));
    yield parser.take();
  }
}

type RecordParser = ReturnType<typeof openParser>;

/** `begin`: the beginning of the text, which tells how its lines end; a \r before \n is trimmed like a blank. */
function openParser({ delimiter, quote }: CsvFormat, begin: string) {
  const lineEnd = !begin.includes('\n') && begin.includes('\r') ? '\r' : '\n';
  const parser = new Papa.Parser({
    delimiter,
    newline: lineEnd,
    ...(quote === '' ? { fastMode: true } : { quoteChar: quote }),
  });
  let line = 0;
  let records: CsvRecord[] = [];

  /** Finds the rows that are whole; returns the text behind them. */
  function parse(text: string): string {
    for (let open = text; ; ) {
      const { data, errors, meta } = parser.parse(open, 0, true) as Papa.ParseResult<string[]>;
      const hasQuotes = quote !== '' && open.includes(quote);
      const lineBefore = line;
      let lost = errors.length > 0 && isLost(errors, data.length, open) ? data.length : undefined;
      for (const [row, cells] of data.entries()) {
        const ends = hasQuotes ? lineEndsIn(cells) : 0;
        const isBroken = errors.length > 0 && errors.some((error) => error.row === row);
        if (isBroken && ends > 0) {
          lost = row;
          break;
        }
        line += ends + 1;
        if (isBroken) records.push({ line });
        else if (cells.length > 1 || cells[0]?.trim()) records.push({ line, cells });
      }
      if (lost === undefined) return open.slice(meta.cursor);
      // The parser looks for the next quote that could close it, many rows further down perhaps. It takes its own line along only.
      const end = open.indexOf(lineEnd, errors.find((error) => error.row === lost)?.index) + 1;
      if (end === 0) return open.slice(meta.cursor);
      line = lineBefore + countOf(lineEnd, open.slice(0, end));
      records.push({ line });
      open = open.slice(end);
    }
  }

  /** Whether a quote in the row that is not whole yet is broken whatever follows: one at the end of the text may still be sound. */
  function isLost(errors: readonly Papa.ParseError[], openRow: number, text: string): boolean {
    const own = errors.filter(({ row }) => row === openRow).length;
    return own > 1 || (own === 1 && text.slice(text.lastIndexOf(quote) + 1).trim() !== '');
  }

  /** Gives the first line up. Throws ImportMistake where it does not end. */
  function passLine(text: string): string {
    const end = text.indexOf(lineEnd) + 1;
    line++;
    if (end === 0) throw new ImportMistake(`Line ${line} has more than 1 MB; this is no CSV file.`);
    records.push({ line });
    return text.slice(end);
  }

  /** The rows that were found since it was asked last. */
  function take(): readonly CsvRecord[] {
    const found = records;
    records = [];
    return found;
  }

  function lineEndsIn(cells: readonly string[]): number {
    let count = 0;
    for (const cell of cells) if (cell.includes(lineEnd)) count += countOf(lineEnd, cell);
    return count;
  }

  return { lineEnd, parse, passLine, take };
}

function countOf(part: string, text: string): number {
  return text.split(part).length - 1;
}

async function* rowsOf(
  first: readonly CsvRecord[],
  others: AsyncIterable<readonly CsvRecord[]>,
  header: readonly string[],
): RowSource['portions'] {
  const rowOf = ({ line, cells }: CsvRecord): Row | RejectedRow => {
    if (cells?.length === header.length) return { type: 'row', line, values: valuesOf(cells, header) };
    return cells === undefined
      ? rejected(line, 'unreadable_row', 'a quote is not closed')
      : unlikeHeader(line, cells, header);
  };
  yield first.map(rowOf);
  for await (const records of others) yield records.map(rowOf);
}

function unlikeHeader(line: number, cells: readonly string[], header: readonly string[]): RejectedRow {
  const beyond = cells.slice(header.length).join(' | ');
  const counts = `${cells.length} cells, where the header has ${header.length}`;
  return {
    ...rejected(line, 'unreadable_row', beyond === '' ? counts : `${counts}; beyond the last column: ${beyond}`),
    values: valuesOf(cells, header),
    about: { value: cells.join(' | ').slice(0, 200) },
  };
}

function valuesOf(cells: readonly string[], header: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (let index = 0; index < header.length; index++) values[header[index] ?? ''] = cells[index]?.trim() ?? '';
  return values;
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
