import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { fingerprintFile } from '#flow/import/file-fingerprint.ts';
import { ImportMistake } from '#flow/import/import-mistake.ts';
import { convertRows, type ImportKind, type OrderRules } from '#flow/import/kind.ts';
import { type ColumnMap, completeColumnMap, parseColumnMap, unmappedColumns } from '#flow/import/mapping/column-map.ts';
import { columnOfField } from '#flow/import/mapping/column-of-field.ts';
import { instantParser } from '#flow/import/parse-value.ts';
import { openCsv } from '#flow/import/read/read-rows.ts';
import { openRejectedReport } from '#flow/import/rejected-report.ts';
import type { RowSource } from '#flow/import/row.ts';
import { CommandError, UsageError } from '../usage-error.ts';
import { openCheckpoint } from './checkpoint.ts';
import type { ImportClientOptions } from './import-client.ts';
import { figuresSince } from './import-figures.ts';
import { openImportRecord } from './import-record.ts';
import { readKeptImport } from './kept-import.ts';
import { sayStopped } from './say-stopped.ts';
import { type ImportProgress, sendItems } from './send-items.ts';

export interface ImportRequest extends ImportClientOptions {
  readonly kind: ImportKind;
  readonly file: string;
  /** `target=Column` pairs. */
  readonly map: readonly string[];
  readonly delimiter: string;
  /** IANA zone of times that are written without one. */
  readonly timeZone: string;
  readonly shiftWeeks: number;
  readonly currency: string;
  readonly orders: OrderRules;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly stateDirectory: string;
  readonly reportFile: string;
  /** Sends everything again although it was done; the server still ignores what it has from the last 24 hours. */
  readonly again: boolean;
  readonly now: () => Date;
  readonly onProgress: (progress: ImportProgress, lines: number) => void;
}

export interface ImportSummary {
  readonly progress: ImportProgress;
  /** Of the server's record; undefined where an earlier version had imported the file, or its record is deleted. */
  readonly importId: string | undefined;
  readonly lines: number;
  /** Events that an earlier, interrupted run had settled. */
  readonly resumedAt: number;
  readonly finishedBefore: string | null;
  readonly rejected: { readonly rows: number; readonly byReason: ReadonlyMap<string, number> };
}

/** Above this the file and the server do not fit together, and going on would only fill the report. */
const refusedAtMost = 10_000;

/** Imports one file. Throws UsageError for what the caller can mend, CommandError when the server stays away. */
export async function runImport(request: ImportRequest): Promise<ImportSummary> {
  const { hash, lines } = await fingerprintFile(request.file);
  const source = await openCsv(request.file, { delimiter: request.delimiter });
  try {
    return await importRows(request, source, hash, lines);
  } catch (error) {
    throw error instanceof ImportMistake ? new UsageError(error.message) : error;
  } finally {
    source.close();
  }
}

async function importRows(
  request: ImportRequest,
  { header, portions }: RowSource,
  hash: string,
  lines: number,
): Promise<ImportSummary> {
  const { kind } = request;
  if (header.length === 0) throw new UsageError(`${request.file} is empty.`);
  const map = completeColumnMap(parseColumnMap(request.map, kind.columns), header, kind.columns);
  const checkpoint = await openCheckpoint(request.stateDirectory, request.file, identityOf(request, hash, map));
  const kept = await readKeptImport(request.again ? undefined : checkpoint.found, request);
  const from = kept.progress;
  if (kept.finishedAt !== null) {
    const rejected = { rows: 0, byReason: new Map<string, number>() };
    const { id: importId, finishedAt } = kept;
    return { progress: from, importId, lines, resumedAt: from.settled, finishedBefore: finishedAt, rejected };
  }
  const importId = kept.id ?? uuidv7();
  const items = convertRows(kind, portions, {
    map,
    unmapped: unmappedColumns(map, header),
    parseInstant: instantParser(request.timeZone, request.shiftWeeks),
    currency: request.currency,
    orders: request.orders,
    ...(request.country !== undefined && { country: request.country }),
  });
  // Kept before the server hears of it: a kill in between leaves no second record.
  await checkpoint.begin(from, importId);
  const { size: bytes } = await stat(request.file);
  const announced = { id: importId, name: basename(request.file).slice(0, 200), bytes, lines, kind: kind.name };
  const figures = figuresSince(from);
  const record = await openImportRecord(announced, figures(from, {}), request);
  const report = await openRejectedReport(request.reportFile, () =>
    openCsv(request.file, { delimiter: request.delimiter }),
  );
  let progress = from;
  let finishedAt: string | null = null;
  try {
    await sendItems(items, {
      ...request,
      importId,
      from,
      onRejected: (row) => report.add(row),
      onUnread: (line, values) => report.addUnread(line, values),
      columnOf: (field) => columnOfField(map, field),
      onProgress: async (settled) => {
        progress = settled;
        request.onProgress(settled, lines);
        if (settled.refused.length > refusedAtMost) {
          throw new CommandError(`The server refused more than ${refusedAtMost} events; see ${request.reportFile}.`);
        }
        await checkpoint.save(settled);
        await record.tell(figures(settled, report.counts().rejected));
      },
    });
    await record.end({ status: 'done', progress: figures(progress, report.counts().rejected) });
    finishedAt = request.now().toISOString();
  } catch (error) {
    await sayStopped(record, figures(progress, report.counts().rejected), error, request.signal);
    throw error;
  } finally {
    for (const row of progress.refused) report.add(row);
    await checkpoint.close(progress, finishedAt);
    await report.write();
  }
  const byReason = new Map(Object.entries(report.counts().rejected));
  const rejected = { rows: [...byReason.values()].reduce((sum, rows) => sum + rows, 0), byReason };
  return { progress, importId, lines, resumedAt: from.settled, finishedBefore: null, rejected };
}

function identityOf(request: ImportRequest, hash: string, map: ColumnMap): readonly string[] {
  const { kind, url, timeZone, shiftWeeks, currency, orders, country } = request;
  const rules = JSON.stringify(orders, (_, value: unknown) => (value instanceof Set ? [...value].sort() : value));
  const reading = [timeZone, String(shiftWeeks), currency, rules, ...(country === undefined ? [] : [country])];
  return [hash, kind.name, url, JSON.stringify([...map].sort()), ...reading];
}
