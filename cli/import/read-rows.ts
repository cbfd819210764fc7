import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { type RejectedRow, rejected } from './import-event.ts';

export interface Row {
  readonly type: 'row';
  /** The line on which the row ends, the header being line 1. */
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

export interface RowSource {
  readonly header: readonly string[];
  /** Rows in order, with the unreadable ones in their places. Never holds more than a few at a time. */
  readonly rows: AsyncIterable<Row | RejectedRow>;
  /** Lets go of the file, also when not all rows were read. */
  close(): void;
}

/** Whether the file is gzip, told by its first bytes and not by its name. */
async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/** The file's text, unpacked where it is gzip. Errors of the file reach whoever reads. */
export async function openText(path: string): Promise<Readable> {
  // First, because a stream that cannot open its file says so when nobody listens yet.
  const packed = await isGzip(path);
  const file = createReadStream(path);
  if (!packed) return file;
  const unpacked = createGunzip();
  // The error reaches the reader through `unpacked`, which pipeline destroys with it.
  pipeline(file, unpacked).catch(() => {});
  return unpacked;
}

export async function openRows(path: string, delimiter: string): Promise<RowSource> {
  const broken: RejectedRow[] = [];
  const text = await openText(path);
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      broken.push(rejected(Number(error?.lines ?? 0), 'unreadable_row', error?.message ?? 'the row cannot be read'));
      return undefined;
    },
  });
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  const records: AsyncIterator<Parsed> = parser[Symbol.asyncIterator]();
  const first = await records.next();
  const header = first.done ? [] : first.value.record.map((name) => name.trim());
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

async function* readRemaining(
  records: AsyncIterator<Parsed>,
  header: readonly string[],
  broken: RejectedRow[],
): AsyncGenerator<Row | RejectedRow> {
  for (let next = await records.next(); !next.done; next = await records.next()) {
    const { record, info } = next.value;
    // The parser runs ahead, so some of these may belong further down.
    const before = broken.findIndex(({ line }) => line > info.lines);
    yield* broken.splice(0, before < 0 ? broken.length : before);
    const values = Object.fromEntries(header.map((name, index) => [name, record[index]?.trim() ?? '']));
    yield { type: 'row', line: info.lines, values };
  }
  yield* broken.splice(0);
}
