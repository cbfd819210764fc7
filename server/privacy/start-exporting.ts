import type { ClickHouseClient } from '@clickhouse/client';
import type { Sql } from '#components/postgres/database.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { createWakeUp } from '#flow/wake-up.ts';
import { findPerson } from './find-person.ts';
import { exportDays } from './present-request.ts';
import { addProgress, type RequestRow, readRequests, selectRequest } from './request-row.ts';
import { type ExportFiles, writeExport } from './write-export.ts';

const idle = 2_000;
const tidyEvery = 3_600_000;

export interface ExportingParts {
  readonly sql: Sql;
  readonly clickhouse: ClickHouseClient;
  readonly workspace: WorkspaceId;
  readonly files: ExportFiles;
  readonly now: () => Instant;
  readonly onError: (error: unknown) => void;
}

export interface RunningExporting {
  wake(): void;
  stop(): Promise<void>;
}

class Stopped extends Error {}

/** Writes exports one after the other; one that a stop or a crash cut off is written anew. */
export function startExporting(parts: ExportingParts): RunningExporting {
  const { sql, workspace, files, now, onError } = parts;
  const wakeUp = createWakeUp();
  let stopping = false;
  let tidiedAt = Number.NEGATIVE_INFINITY;

  async function round(): Promise<boolean> {
    const [request] = readRequests(
      await sql`
        ${selectRequest(sql)} where kind = 'export' and status in ('waiting', 'running') and workspace = ${workspace}
        order by requested_at, id limit 1`,
    );
    if (request === undefined) return false;
    try {
      await carryOut(request);
    } catch (error) {
      if (error instanceof Stopped) return false;
      onError(error);
      await end(request, 'failed', error instanceof Error ? error.message : String(error));
    }
    return true;
  }

  async function carryOut(request: RequestRow): Promise<void> {
    const { id } = request;
    const found = await findPerson(sql, request);
    if (found.type !== 'found') return end(request, found.type);
    const { profile, profiles } = found;
    const [known] = await sql<{ known: boolean }[]>`
      select exists (select from profile_state where workspace = ${workspace} and profile = any(${profiles as string[]}::uuid[])
        and position('"erased":{' in document) = 0) as known`;
    if (known?.known !== true) return end(request, 'not_found');
    await sql`
      update privacy_request set status = 'running', named = null, profile = ${profile},
        profiles = ${profiles as string[]}::uuid[]
      where workspace = ${workspace} and id = ${id}`;
    const bytes = await writeExport({ workspace, profile, profiles }, id, {
      ...parts,
      onProgress: async (written, total) => {
        if (stopping) throw new Stopped();
        await addProgress(sql, request, { written, total });
      },
    });
    // She may be erased meanwhile: then the file goes, and not with the next tidying.
    const [erased] = await sql`
      select id from privacy_request
      where kind = 'erasure' and step <> 'find' and workspace = ${workspace} and profiles && ${profiles as string[]}::uuid[]`;
    if (erased !== undefined) {
      await files.remove(id);
      return end(request, 'not_found');
    }
    await addProgress(sql, request, { bytes });
    await end(request, 'done');
  }

  async function end({ id }: RequestRow, status: RequestRow['status'], error: string | null = null): Promise<void> {
    await sql`
      update privacy_request set status = ${status}, error = ${error?.slice(0, 2_000) ?? null}, named = null,
        finished_at = ${now()}
      where workspace = ${workspace} and id = ${id} and kind = 'export'`;
  }

  async function tidy(): Promise<void> {
    if (now() - tidiedAt < tidyEvery) return;
    tidiedAt = now();
    const before = now() - exportDays * 86_400_000;
    const rows = await sql<{ id: string }[]>`
      select id from privacy_request where workspace = ${workspace} and kind = 'export' and finished_at < ${before}
        and progress::jsonb ? 'bytes'`;
    for (const { id } of rows) {
      await files.remove(id);
      await forgetFile(sql, workspace, id);
    }
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      try {
        if (await round()) continue;
        await tidy();
      } catch (error) {
        onError(error);
      }
      if (!stopping) await wakeUp.sleep(idle);
    }
  }

  const ended = loop();
  return {
    wake: wakeUp.wake,
    async stop() {
      stopping = true;
      wakeUp.wake();
      await ended;
    },
  };
}

/** Its file is gone. */
export async function forgetFile(sql: Sql, workspace: WorkspaceId, id: string): Promise<void> {
  await sql`
    update privacy_request set progress = (progress::jsonb - 'bytes')::text where workspace = ${workspace} and id = ${id}`;
}
