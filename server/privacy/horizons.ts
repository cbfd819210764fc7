import type { ClickHouseClient } from '@clickhouse/client';
import { removeDeleted } from '#components/clickhouse/delete-rows.ts';
import type { Sql } from '#components/postgres/database.ts';
import type { RetentionRules } from '#contracts/api/privacy.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { type ErasureHorizon, erasureHorizons } from '#contracts/privacy.ts';
import { audit } from './audit.ts';
import { addProgress, type RequestRow, readRequests, selectRequest } from './request-row.ts';

const day = 86_400_000;
/** Uploads and exported lists are removed a week after their end; a day for whoever comes late. */
const fileDays = 8;
/** See docs/point-of-sale.md; an entry without a customer's event cannot be told from others. */
const tillDays = 180;
/** Rows under a mask leave the disk with the next round. */
const diskDays = 1;

const requestsAtOnce = 1_000;

/** Until when, at the latest, something of an erasure may still hold what was erased. */
export function horizonEnd(horizon: ErasureHorizon, from: Instant, rules: RetentionRules): Instant {
  const days = { log: rules.log, disk: diskDays, files: fileDays, tills: tillDays, backups: rules.backups };
  return from + days[horizon] * day;
}

export interface HorizonParts {
  readonly sql: Sql;
  readonly clickhouse: ClickHouseClient;
  readonly workspace: WorkspaceId;
  readonly rules: () => Promise<RetentionRules>;
  readonly now: () => Instant;
}

/** Looks which horizons of finished erasures have passed, and closes those of which all have. */
export async function closeErasures({ sql, clickhouse, workspace, rules, now }: HorizonParts): Promise<void> {
  const open = readRequests(
    await sql`
      ${selectRequest(sql)} where workspace = ${workspace} and kind = 'erasure' and status = 'done' and closed_at is null
      order by finished_at limit ${requestsAtOnce}`,
  );
  if (open.length === 0) return;
  const finishedBefore = now();
  await removeDeleted(clickhouse);
  const current = await rules();
  const logBegins = await oldestFrames(sql);
  const oldestFile = await oldestFileOf(sql, workspace);
  for (const request of open) {
    const finishedAt = request.finishedAt ?? finishedBefore;
    const at = now();
    const isPast: { readonly [horizon in ErasureHorizon]: boolean } = {
      log: (request.progress.heads ?? []).every(
        ({ partition, class: name, sequence }) =>
          (logBegins.get(`${partition} ${name}`) ?? Number.POSITIVE_INFINITY) > sequence,
      ),
      disk: finishedAt <= finishedBefore,
      files: oldestFile > finishedAt,
      tills: at >= horizonEnd('tills', finishedAt, current),
      backups: at >= horizonEnd('backups', finishedAt, current),
    };
    const passed = { ...request.progress.passed };
    for (const horizon of erasureHorizons) if (isPast[horizon]) passed[horizon] ??= at;
    await addProgress(sql, request, { passed });
    if (erasureHorizons.every((horizon) => passed[horizon] !== undefined)) await close(sql, request, at);
  }
}

async function close(sql: Sql, { workspace, id, cause, profile, requestedBy }: RequestRow, at: Instant): Promise<void> {
  if (cause === 'retention') {
    // A rule removes people by the thousand: its rounds are recorded, each person is not.
    await sql`delete from privacy_request where workspace = ${workspace} and id = ${id}`;
    return;
  }
  await sql`update privacy_request set closed_at = ${at} where workspace = ${workspace} and id = ${id}`;
  await audit(sql, { workspace, actor: requestedBy, action: 'erasure_closed', at, request: id, profile });
}

/** Sequence of the oldest frame that is kept, by partition and class. */
async function oldestFrames(sql: Sql): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ place: string; sequence: number | null }[]>`
    select p.lane || ' ' || p.class as place,
      (select f.sequence from log_frame f where f.lane = p.lane and f.class = p.class order by f.sequence limit 1) as sequence
    from log_position p`;
  return new Map(rows.flatMap(({ place, sequence }) => (sequence === null ? [] : [[place, sequence] as const])));
}

/** When the oldest file with people's data was made: what was uploaded to be imported, and lists that were exported. */
async function oldestFileOf(sql: Sql, workspace: WorkspaceId): Promise<Instant> {
  const [row] = await sql<{ at: Date | null }[]>`
    select least(
      (select min(created_at) from import where workspace = ${workspace} and has_content),
      (select min(created_at) from export where workspace = ${workspace} and status in ('waiting', 'running', 'done'))
    ) as at`;
  return row?.at?.getTime() ?? Number.POSITIVE_INFINITY;
}
