import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClickHouseClient } from '@clickhouse/client';
import type { Logger } from 'pino';
import { exportDeliveries } from '#analytics/exports/deliveries.ts';
import { exportEvents, exportOrders } from '#analytics/exports/facts.ts';
import type { ExportPages } from '#analytics/exports/pages.ts';
import { exportPeople } from '#analytics/exports/people.ts';
import type { SearchSight } from '#analytics/profiles/search-sight.ts';
import type { AnalyticsQueries } from '#analytics/queries.ts';
import type { Store } from '#components/store/port/index.ts';
import type { ExportRows } from '#contracts/api/export.ts';
import { sightOf } from '../profiles/search-sight.ts';
import { createMask } from '../schema/mask/mask.ts';
import { readSchema } from '../schema/rules.ts';
import { chooseColumns } from './columns.ts';
import {
  type ExportParts,
  type ExportRow,
  expireExports,
  exportDays,
  finishExport,
  nextExport,
  saveProgress,
} from './export-rows.ts';
import { dropStaged } from './parquet.ts';
import { exportCompanies, exportCoupons, exportDefinitions } from './row-pages.ts';
import { writeExport } from './write-file.ts';

const lookEvery = 5_000;
const afterFailure = 30_000;
const noteEvery = 500;

export interface ExportsParts extends ExportParts {
  /** Without it exports wait. */
  readonly clickhouse: ClickHouseClient | undefined;
  readonly store: Store;
  readonly analytics: Pick<AnalyticsQueries, 'deliveries'>;
  readonly dataDirectory: string;
  readonly log: Logger;
}

/** Lists that become files. Rows of the database are the truth; files lie beside them for some days. */
export interface Exports extends ExportParts {
  pathOf(row: Pick<ExportRow, 'id' | 'request'>): string;
  remove(id: string): Promise<void>;
  wake(): void;
  /** What is under way begins anew at the next start. */
  close(): Promise<void>;
}

export function openExports(parts: ExportsParts): Exports {
  const { sql, workspace, dataDirectory, log } = parts;
  const own = { sql, workspace };
  const directory = join(dataDirectory, 'exports');
  const stopping = new AbortController();
  let wake = Promise.withResolvers<void>();

  const pathOf: Exports['pathOf'] = ({ id, request }) => join(directory, `${id}.${request.format}`);
  async function remove(id: string): Promise<void> {
    for (const end of ['csv', 'parquet', 'csv.part', 'parquet.part'])
      await rm(join(directory, `${id}.${end}`), { force: true });
  }

  async function make(row: ExportRow, clickhouse: ClickHouseClient): Promise<void> {
    const { id, request } = row;
    const schema = await readSchema(sql, workspace);
    const pages = pagesOf({ ...parts, clickhouse }, request.rows, sightOf(row.role, schema));
    const total = (await pages.count()) ?? null;
    await saveProgress(own, id, { written: 0, total });
    let notedAt = performance.now();
    const { rows, bytes } = await writeExport({
      ...{ clickhouse, id, path: pathOf(row), request, pages },
      columns: await chooseColumns(own, request.rows, row.columns),
      mask: createMask(row.role, schema),
      onWritten: async (written) => {
        if (performance.now() - notedAt < noteEvery) return;
        notedAt = performance.now();
        await saveProgress(own, id, { written, total });
      },
      signal: stopping.signal,
    });
    await finishExport(own, id, { rows, bytes, expiresAt: new Date(Date.now() + exportDays * 86_400_000) });
  }

  async function prepare(clickhouse: ClickHouseClient): Promise<void> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    for (const name of await readdir(directory))
      if (name.endsWith('.part')) await rm(join(directory, name), { force: true });
    await dropStaged(clickhouse);
  }

  async function loop(clickhouse: ClickHouseClient): Promise<void> {
    let prepared = false;
    while (!stopping.signal.aborted) {
      let pause = lookEvery;
      try {
        if (!prepared) await prepare(clickhouse);
        prepared = true;
        const row = await nextExport(own);
        if (row !== undefined) {
          await make(row, clickhouse).catch(async (error: unknown) => {
            if (stopping.signal.aborted) return;
            log.error({ err: error, export: row.id }, 'a list could not be exported');
            await finishExport(own, row.id, { error: 'It could not be written; the log of the server says why.' });
          });
          continue;
        }
        for (const id of await expireExports(own, new Date())) await remove(id);
      } catch (error) {
        log.error({ err: error }, 'exports stand still; they are tried again');
        pause = afterFailure;
      }
      const timer = setTimeout(() => wake.resolve(), pause);
      await wake.promise;
      clearTimeout(timer);
      wake = Promise.withResolvers();
    }
  }

  const running = parts.clickhouse === undefined ? Promise.resolve() : loop(parts.clickhouse);
  return {
    ...own,
    pathOf,
    remove,
    wake: () => wake.resolve(),
    async close() {
      stopping.abort();
      wake.resolve();
      await running;
    },
  };
}

export function hasFile(exports: Exports, row: ExportRow): boolean {
  return row.status === 'done' && existsSync(exports.pathOf(row));
}

function pagesOf(
  parts: ExportsParts & { readonly clickhouse: ClickHouseClient },
  rows: ExportRows,
  sight: SearchSight | undefined,
): ExportPages {
  const { clickhouse, store, analytics, workspace } = parts;
  switch (rows.list) {
    case 'people':
      return exportPeople(clickhouse, store, workspace, rows.filters, sight);
    case 'deliveries':
      return exportDeliveries(analytics, workspace, rows.filters);
    case 'events':
      return exportEvents(clickhouse, workspace, rows.filters);
    case 'orders':
      return exportOrders(clickhouse, workspace, rows.filters);
    case 'companies':
      return exportCompanies(clickhouse, workspace);
    case 'segments':
      return exportDefinitions(parts, 'segment');
    case 'journeys':
      return exportDefinitions(parts, 'journey');
    case 'coupons':
      return exportCoupons(parts, rows.filters);
  }
}
