import type { Sql } from '../postgres/database.ts';
import type { ActiveDestination, DestinationStore, OpenStream, PendingBatch, Standing } from './store.ts';

interface StreamRow {
  readonly id: string;
  readonly lane: number;
  readonly kind: OpenStream['kind'];
  readonly commit: number;
  readonly ordinal: number;
  readonly upToCommit: number | null;
  readonly upToOrdinal: number | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly batch: string | null;
  readonly afterCommit: number;
  readonly afterOrdinal: number;
  readonly batchCommit: number;
  readonly batchOrdinal: number;
  readonly items: number;
  readonly attempts: number;
  readonly firstAttemptAt: Date | null;
  readonly nextAttemptAt: Date;
}

export function openPostgresDestinations(sql: Sql): DestinationStore {
  return {
    async active() {
      const rows = await sql<
        {
          workspace: number;
          id: string;
          definition: string;
          secrets: Uint8Array;
          oldSecretUntil: Date | null;
          revision: number;
          failingSince: Date | null;
        }[]
      >`
        select workspace, id, definition, secrets, old_secret_until as "oldSecretUntil", revision,
          failing_since as "failingSince"
        from destination where status = 'active' order by workspace, id`;
      return rows.map(({ definition, oldSecretUntil, failingSince, ...row }) => ({
        ...row,
        definition: JSON.parse(definition) as ActiveDestination['definition'],
        oldSecretUntil: oldSecretUntil?.getTime() ?? null,
        failingSince: failingSince?.getTime() ?? null,
      }));
    },

    async openStreams(workspace, destination, replays) {
      const rows = await sql<StreamRow[]>`
        select s.id, s.lane, s.kind, s.commit_number as commit, s.ordinal, s.up_to_commit as "upToCommit",
          s.up_to_ordinal as "upToOrdinal", s.from_at as "from", s.to_at as "to", b.id as batch,
          b.after_commit as "afterCommit", b.after_ordinal as "afterOrdinal", b.up_to_commit as "batchCommit",
          b.up_to_ordinal as "batchOrdinal", b.items, b.attempts, b.first_attempt_at as "firstAttemptAt",
          b.next_attempt_at as "nextAttemptAt"
        from (
          select *, row_number() over (partition by kind order by created_at, id, lane) as place
          from destination_stream where workspace = ${workspace} and destination = ${destination}
        ) s left join destination_batch b on b.workspace = s.workspace and b.destination = s.destination
          and b.stream = s.id and b.lane = s.lane and b.status = 'pending'
        where s.kind = 'live' or s.place <= ${replays}
        order by s.kind, s.lane`;
      return rows.map((row) => readStream(destination, row));
    },

    async cut(workspace, stream, { id, after, upTo, items, nextAttemptAt }) {
      const [written] = await sql`
        with moved as (
          update destination_stream set commit_number = ${upTo.commit}, ordinal = ${upTo.ordinal}
          where workspace = ${workspace} and destination = ${stream.destination} and id = ${stream.id}
            and lane = ${stream.lane} and commit_number = ${after.commit} and ordinal = ${after.ordinal}
          returning kind, from_at, to_at
        )
        insert into destination_batch (
          workspace, id, destination, stream, lane, kind, after_commit, after_ordinal, up_to_commit, up_to_ordinal,
          from_at, to_at, items, next_attempt_at)
        select ${workspace}::integer, ${id}::uuid, ${stream.destination}::uuid, ${stream.id}::uuid,
          ${stream.lane}::smallint, moved.kind, ${after.commit}::bigint, ${after.ordinal}::bigint,
          ${upTo.commit}::bigint, ${upTo.ordinal}::bigint, moved.from_at, moved.to_at, ${items}::integer,
          ${new Date(nextAttemptAt)}::timestamptz
        from moved returning id`;
      return written !== undefined;
    },

    async skip(workspace, { destination, id, lane, after }, to) {
      await sql`
        update destination_stream set commit_number = ${to.commit}, ordinal = ${to.ordinal}
        where workspace = ${workspace} and destination = ${destination} and id = ${id} and lane = ${lane}
          and commit_number = ${after.commit} and ordinal = ${after.ordinal}`;
    },

    async finish(workspace, { destination, id, lane }) {
      await sql`
        delete from destination_stream
        where workspace = ${workspace} and destination = ${destination} and id = ${id} and lane = ${lane}
          and kind = 'replay'`;
    },

    async settle(workspace, destination, batch, { at, outcome, statusCode, reason }) {
      const when = new Date(at);
      const status = typeof outcome === 'string' ? outcome : 'pending';
      const next = typeof outcome === 'string' ? when : new Date(outcome.nextAttemptAt);
      const [row] = await sql<{ refusedInARow: number; failingSince: Date | null; lastDeliveredAt: Date | null }[]>`
        with tried as (
          update destination_batch set status = ${status}, attempts = attempts + 1, status_code = ${statusCode},
            reason = ${reason}, first_attempt_at = coalesce(first_attempt_at, ${when}), last_attempt_at = ${when},
            next_attempt_at = ${next}
          where workspace = ${workspace} and id = ${batch}
        )
        update destination set
          refused_in_a_row = case ${status} when 'delivered' then 0 when 'failed' then refused_in_a_row + 1
            else refused_in_a_row end,
          failing_since = case ${status} when 'delivered' then null else coalesce(failing_since, ${when}) end,
          last_delivered_at = case ${status} when 'delivered' then ${when}::timestamptz else last_delivered_at end,
          last_reason = ${reason}, last_status_code = ${statusCode}
        where workspace = ${workspace} and id = ${destination}
        returning refused_in_a_row as "refusedInARow", failing_since as "failingSince",
          last_delivered_at as "lastDeliveredAt"`;
      const standing: Standing = {
        refusedInARow: row?.refusedInARow ?? 0,
        failingSince: row?.failingSince?.getTime() ?? null,
        lastDeliveredAt: row?.lastDeliveredAt?.getTime() ?? null,
      };
      return standing;
    },

    async pause(workspace, destination, reason) {
      await sql`
        update destination set status = 'paused', pause_reason = ${reason}
        where workspace = ${workspace} and id = ${destination} and status = 'active'`;
    },

    async dropBefore(before, limit) {
      await sql`
        delete from destination_batch where (workspace, id) in (
          select workspace, id from destination_batch
          where status <> 'pending' and created_at < ${new Date(before)} limit ${limit})`;
    },
  };
}

function readStream(destination: string, row: StreamRow): OpenStream {
  const { id, lane, kind, commit, ordinal, upToCommit, upToOrdinal, from, to } = row;
  return {
    ...{ destination, id, lane, kind, from, to },
    after: { commit, ordinal },
    upTo: upToCommit === null || upToOrdinal === null ? null : { commit: upToCommit, ordinal: upToOrdinal },
    pending: row.batch === null ? null : readBatch(row.batch, row),
  };
}

function readBatch(id: string, row: StreamRow): PendingBatch {
  return {
    id,
    after: { commit: row.afterCommit, ordinal: row.afterOrdinal },
    upTo: { commit: row.batchCommit, ordinal: row.batchOrdinal },
    items: row.items,
    attempts: row.attempts,
    firstAttemptAt: row.firstAttemptAt?.getTime() ?? null,
    nextAttemptAt: row.nextAttemptAt.getTime(),
  };
}
