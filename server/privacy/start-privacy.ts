import { hkdfSync } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import { createErasureFacts } from '#analytics/privacy/erase-facts.ts';
import type { Sql } from '#components/postgres/database.ts';
import type { Store } from '#components/store/port/index.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { startErasing } from '#flow/erase/start-erasing.ts';
import { audit } from './audit.ts';
import { openErasureFile } from './erasure-list.ts';
import { postgresErasures } from './erasure-store.ts';
import { openErasedFilter } from './filter-erased.ts';
import { forgetFile, startExporting } from './start-exporting.ts';
import { startRetention } from './start-retention.ts';
import { openExportFiles } from './write-export.ts';

export interface PrivacyOptions {
  readonly sql: Sql;
  readonly clickhouse: ClickHouseClient;
  readonly store: Store;
  readonly workspace: WorkspaceId;
  readonly dataDirectory: string;
  readonly secretKey: Uint8Array;
  readonly append: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** Old events of erased people that came in again. */
  readonly onFiltered: (events: number) => void;
}

export type Privacy = Awaited<ReturnType<typeof startPrivacy>>;

/** The work behind people's rights: exports, erasures, their receipts, and what ages. */
export async function startPrivacy(options: PrivacyOptions) {
  const { sql, clickhouse, store, workspace, dataDirectory, append, onError } = options;
  const key = new Uint8Array(hkdfSync('sha256', options.secretKey, '', 'throughline erased identities', 32));
  const now = Date.now;
  const files = openExportFiles(dataDirectory);
  const filter = await openErasedFilter(sql, key, options.onFiltered);
  const list = openErasureFile(dataDirectory, async ({ workspace: of, erasedAt }) => {
    const rows = await sql<{ hash: string }[]>`
      select encode(hash, 'hex') as hash from erased_identity where workspace = ${of} and erased_at = ${erasedAt}`;
    return rows.map(({ hash }) => hash);
  });
  await findRestored();

  const erasing = startErasing({
    ...{ store, append, now, onError, list, facts: createErasureFacts(clickhouse) },
    erasures: postgresErasures({ sql, key, now, onTaken: filter.noteErasure, removeExports }),
  });
  const exporting = startExporting({ sql, clickhouse, workspace, files, now, onError });
  const retention = startRetention({ sql, clickhouse, store, workspace, now, onError, onRequests: erasing.wake });

  /** Erasures that the list knows and the database does not: it was restored from a backup that is older. */
  async function findRestored(): Promise<void> {
    for (const { erasure, workspace: of, profiles, erasedAt, identities } of await list.read()) {
      const inserted = await sql`
        insert into privacy_request
          (workspace, id, kind, cause, profile, profiles, progress, requested_by, requested_at)
        values (${of}, ${erasure}, 'erasure', 'restored_backup', ${profiles[0] ?? null}, ${profiles}::uuid[],
          ${JSON.stringify({ erasedAt })}, 'erasures.jsonl', ${erasedAt})
        on conflict do nothing`;
      if (inserted.count === 0) continue;
      await sql`
        insert into erased_identity as held (workspace, hash, erased_at)
        select ${of}::integer, decode(h, 'hex'), ${erasedAt} from unnest(${identities}::text[]) as h
        on conflict (workspace, hash) do update set erased_at = greatest(held.erased_at, excluded.erased_at)`;
      filter.noteErasure(erasedAt);
      const entry = { workspace: of, actor: 'erasures.jsonl', action: 'restored_backup_found' } as const;
      await audit(sql, { ...entry, at: now(), request: erasure });
    }
  }

  async function removeExports(of: WorkspaceId, profiles: readonly string[]): Promise<void> {
    const rows = await sql<{ id: string }[]>`
      select id from privacy_request where workspace = ${of} and kind = 'export' and profiles && ${[...profiles]}::uuid[]`;
    for (const { id } of rows) {
      await files.remove(id);
      await forgetFile(sql, of, id);
    }
  }

  return {
    ...{ clickhouse, files, now, erasureList: list.path },
    guard: filter.guard,
    wake() {
      erasing.wake();
      exporting.wake();
    },
    async stop() {
      await Promise.all([erasing.stop(), exporting.stop(), retention.stop()]);
    },
  };
}
