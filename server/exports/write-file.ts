import { createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import type { ExportPages } from '#analytics/exports/pages.ts';
import type { CreateExportRequest, ExportColumn } from '#contracts/api/export.ts';
import type { Mask } from '../schema/mask/mask.ts';
import { columnValue } from './columns.ts';
import { byteOrderMark, csvLine } from './csv.ts';
import { parquetOf } from './parquet.ts';

/** A row costs some 20 µs of the thread that answers requests. */
const rowsAtOnce = 100;

export interface FileParts {
  readonly clickhouse: ClickHouseClient;
  /** Of the file and of what is staged for it. */
  readonly id: string;
  readonly path: string;
  readonly request: Pick<CreateExportRequest, 'format' | 'byteOrderMark' | 'guardFormulas'>;
  readonly columns: readonly ExportColumn[];
  readonly pages: ExportPages;
  readonly mask: Mask;
  readonly onWritten: (rows: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Writes a list to a file, which is there only when it is whole. Resolves with its rows and bytes. */
export async function writeExport(parts: FileParts): Promise<{ rows: number; bytes: number }> {
  const { path, request, columns, signal } = parts;
  let rows = 0;
  async function* counted(): AsyncGenerator<readonly (readonly unknown[])[]> {
    for await (const portion of portions(parts)) {
      signal.throwIfAborted();
      yield portion;
      rows += portion.length;
      await parts.onWritten(rows);
    }
  }
  const draft = `${path}.part`;
  const content =
    request.format === 'csv'
      ? csvOf(counted(), columns, request)
      : parquetOf(parts.clickhouse, parts.id, counted(), columns);
  await pipeline(Readable.from(content, { objectMode: false }), createWriteStream(draft, { mode: 0o600 }), { signal });
  const { size } = await stat(draft);
  await rename(draft, path);
  return { rows, bytes: size };
}

/** The values of the columns, with what the role may not see hidden. */
async function* portions({ pages, mask, columns }: FileParts): AsyncGenerator<readonly (readonly unknown[])[]> {
  for await (const page of pages.pages()) {
    for (let start = 0; start < page.length; start += rowsAtOnce) {
      const masked = page.slice(start, start + rowsAtOnce).map((row) => mask(row) as object);
      yield masked.map((row) => columns.map((column) => columnValue(row, column)));
      await nextTurn();
    }
  }
}

async function* csvOf(
  portions: AsyncIterable<readonly (readonly unknown[])[]>,
  columns: readonly ExportColumn[],
  options: FileParts['request'],
): AsyncGenerator<string> {
  const header = columns.map(({ name }) => name);
  yield `${options.byteOrderMark ? byteOrderMark : ''}${csvLine(header, options)}`;
  for await (const portion of portions) yield portion.map((values) => csvLine(values, options)).join('');
}
