import { uuidv7 } from 'uuidv7';
import type { DestinationBatch } from '#contracts/api/destination.ts';
import type { BatchStatus } from '#contracts/destination.ts';
import { RequestError } from '#contracts/errors.ts';
import type { DestinationParts } from './destination-rows.ts';

interface BatchRow extends Omit<DestinationBatch, 'createdAt' | 'lastAttemptAt' | 'nextAttemptAt'> {
  readonly createdAt: Date;
  readonly lastAttemptAt: Date | null;
  readonly nextAttemptAt: Date;
}

/** Newest first. */
export async function listBatches(
  { sql, workspace }: DestinationParts,
  destination: string,
  { status, limit, offset }: { status: BatchStatus | undefined; limit: number; offset: number },
): Promise<readonly DestinationBatch[]> {
  const rows = await sql<BatchRow[]>`
    select id, kind, status, items, attempts, status_code as "statusCode", reason, created_at as "createdAt",
      last_attempt_at as "lastAttemptAt", next_attempt_at as "nextAttemptAt"
    from destination_batch
    where workspace = ${workspace} and destination = ${destination}
      and (${status ?? null}::text is null or status = ${status ?? null})
    order by created_at desc, id limit ${limit} offset ${offset}`;
  return rows.map(({ createdAt, lastAttemptAt, nextAttemptAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    lastAttemptAt: lastAttemptAt?.toISOString() ?? null,
    nextAttemptAt: row.status === 'pending' ? nextAttemptAt.toISOString() : null,
  }));
}

/** Sends again what happened within a period and was recorded until now. Resolves with the number of streams. */
export async function replayPeriod(
  { sql, workspace }: DestinationParts,
  destination: string,
  period: { readonly from: Date; readonly to: Date },
): Promise<number> {
  const started = await sql`
    insert into destination_stream (
      workspace, destination, id, lane, kind, commit_number, ordinal, up_to_commit, up_to_ordinal, from_at, to_at)
    select ${workspace}::integer, ${destination}::uuid, ${uuidv7()}::uuid, lane, 'replay', 0, 0, commit_number,
      4294967296, ${period.from.getTime()}::bigint, ${period.to.getTime()}::bigint
    from lane_position`;
  return started.count;
}

/** Sends again what failed: one batch, or all of a destination. Each becomes a stream of its own. */
export async function replayFailed(
  { sql, workspace }: DestinationParts,
  destination: string,
  batch?: string,
): Promise<number> {
  const started = await sql`
    with failed as (
      update destination_batch set status = 'replayed'
      where workspace = ${workspace} and destination = ${destination} and status = 'failed'
        and (${batch ?? null}::text is null or id::text = ${batch ?? null})
      returning *
    )
    insert into destination_stream (
      workspace, destination, id, lane, kind, commit_number, ordinal, up_to_commit, up_to_ordinal, from_at, to_at)
    select workspace, destination, gen_random_uuid(), lane, 'replay', after_commit, after_ordinal, up_to_commit,
      up_to_ordinal, from_at, to_at
    from failed`;
  if (batch !== undefined && started.count === 0) {
    throw new RequestError('wrong_status', { message: 'Only what failed can be sent again; load the list again.' });
  }
  return started.count;
}
