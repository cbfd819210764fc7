import type { Sql } from '#components/postgres/database.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { Erasure, ErasureStore } from '#flow/erase/erasure.ts';
import { audit } from './audit.ts';
import { dropRowsOf, dropTillEntries, forgetCompanions, isHandedOver, namingDocuments } from './drop-rows.ts';
import { addProgress, type RequestRow, readRequests, selectRequest } from './request-row.ts';
import { takeIdentities } from './take-identities.ts';

export interface ErasureStoreParts {
  readonly sql: Sql;
  /** Under which identities are hashed. */
  readonly key: Uint8Array;
  readonly now: () => Instant;
  /** Somebody's identities were taken away at that time. */
  readonly onTaken: (at: Instant) => void;
  /** Removes the files of exports. */
  readonly removeExports: (workspace: WorkspaceId, profiles: readonly ProfileId[]) => Promise<void>;
}

export function postgresErasures({ sql, key, now, onTaken, removeExports }: ErasureStoreParts): ErasureStore {
  const move = async (erasures: readonly Erasure[], step: Erasure['step']) => {
    for (const { workspace, id } of erasures) {
      await sql`update privacy_request set step = ${step} where workspace = ${workspace} and id = ${id}`;
    }
  };
  return {
    move,
    async open(limit) {
      const rows = readRequests(
        await sql`
          ${selectRequest(sql)} where kind = 'erasure' and status in ('waiting', 'running')
          order by requested_at, id limit ${limit}`,
      );
      return rows.map(toErasure);
    },
    async takeIdentities(erasure) {
      // Before, so that nothing older is taken in between the commit and this.
      onTaken(now());
      await takeIdentities(sql, key, erasure, now);
    },
    isHandedOver: (erasure) => isHandedOver(sql, erasure),
    async dropRows(erasures) {
      for (const erasure of erasures) {
        await dropRowsOf(sql, erasure);
        await removeExports(erasure.workspace, erasure.profiles);
      }
      await forgetCompanions(sql, erasures);
      return namingDocuments(sql, erasures);
    },
    async saveCut(erasures, cut, heads) {
      for (const erasure of erasures) await addProgress(sql, erasure, { cut: { ...cut }, heads: [...heads] });
      await move(erasures, 'facts');
    },
    async saveFactCounts({ workspace, id }, counts) {
      await sql`
        update privacy_request set progress = (${JSON.stringify({ facts: counts })}::text::jsonb || progress::jsonb)::text
        where workspace = ${workspace} and id = ${id}`;
    },
    dropTillEntries: (erasure, ids) => dropTillEntries(sql, erasure, ids),
    async finish(erasures, at) {
      for (const { workspace, id } of erasures) {
        await sql.begin(async (tx) => {
          const [request] = readRequests(
            await tx`
              ${selectRequest(tx)} where workspace = ${workspace} and id = ${id} and status = 'running' for update`,
          );
          if (request === undefined) return;
          await tx`
            update privacy_request set status = 'done', finished_at = ${at} where workspace = ${workspace} and id = ${id}`;
          if (request.cause === 'retention') return;
          const { requestedBy: actor, profile } = request;
          await audit(tx, { workspace, actor, action: 'erasure_done', at, request: id, profile });
        });
      }
    },
  };
}

function toErasure({ workspace, id, step, profiles, progress }: RequestRow): Erasure {
  return { workspace, id, step, profiles, erasedAt: progress.erasedAt ?? 0, cut: progress.cut ?? {} };
}
