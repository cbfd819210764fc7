import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import {
  countExportedFacts,
  type ExportedFacts,
  exportedFacts,
  readExportedFacts,
} from '#analytics/privacy/export-facts.ts';
import type { Sql } from '#components/postgres/database.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { exportedRows } from './export-rows.ts';

export interface ExportedPerson {
  readonly workspace: WorkspaceId;
  readonly profile: ProfileId;
  readonly profiles: readonly ProfileId[];
}

/** Where the files of exports lie, readable by nobody else. */
export interface ExportFiles {
  path(id: string): string;
  remove(id: string): Promise<void>;
}

export function openExportFiles(dataDirectory: string): ExportFiles {
  const path = (id: string) => join(dataDirectory, 'personal-exports', `${id}.json`);
  return { path, remove: (id) => rm(path(id), { force: true }) };
}

export interface WriteExportParts {
  readonly sql: Sql;
  readonly clickhouse: ClickHouseClient;
  readonly files: ExportFiles;
  readonly now: () => number;
  /** Called for each portion; rejects to end the work. */
  readonly onProgress: (written: number, total: number) => Promise<void>;
}

/**
 * Writes all that is kept of a person as one JSON object (contracts/person-export.ts). It holds one portion of rows at a time,
 * however much there is. A file is there as a whole or not at all. Resolves to its size in bytes.
 */
export async function writeExport(person: ExportedPerson, id: string, parts: WriteExportParts): Promise<number> {
  const { files } = parts;
  const path = files.path(id);
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const draft = `${path}.new`;
  const file = createWriteStream(draft, { mode: 0o600 });
  await pipeline(Readable.from(textOf(person, parts), { objectMode: false }), file);
  await rename(draft, path);
  return file.bytesWritten;
}

async function* textOf(person: ExportedPerson, parts: WriteExportParts): AsyncGenerator<string> {
  const { sql, clickhouse, now, onProgress } = parts;
  const { workspace, profile, profiles } = person;
  const total = await countExportedFacts(clickhouse, workspace, profiles);
  let written = 0;
  const head = { format: 'throughline-person-export', version: 1, exportedAt: new Date(now()).toISOString(), profile };
  yield JSON.stringify(head).slice(0, -1);
  for (const [name, pages] of exportedRows(sql, person)) yield* listOf(name, pages);
  for (const name of Object.keys(exportedFacts) as ExportedFacts[]) {
    for await (const text of listOf(name, readExportedFacts(clickhouse, workspace, profiles, name), countRows))
      yield text;
  }
  yield '\n}\n';

  async function countRows(rows: number): Promise<void> {
    written += rows;
    await onProgress(written, total);
  }
}

async function* listOf(
  name: string,
  pages: AsyncIterable<readonly object[]>,
  onRows?: (rows: number) => Promise<void>,
): AsyncGenerator<string> {
  yield `,\n${JSON.stringify(name)}: [`;
  let first = true;
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield `${first ? '' : ','}\n${page.map((row) => JSON.stringify(row)).join(',\n')}`;
    first = false;
    await onRows?.(page.length);
  }
  yield ']';
}
