import type { Sql } from '#components/postgres/database.ts';
import type { LaneCommit } from '../port/lane.ts';
import { byIndex } from './by-index.ts';
import { compress } from './compressed-text.ts';
import { pack } from './packed.ts';

export const outboxChannel = 'throughline_outbox';

/**
 * All that a micro-batch changed, as one statement: one round trip, one transaction, on one shard. Every part hangs on
 * the fence: when another worker has raised the epoch, nothing is written and the result is false.
 */
export async function commitLane(sql: Sql, batch: LaneCommit): Promise<boolean> {
  const { states, outbox, cancelled, deadLetters, facts } = batch;
  const [row] = await sql<{ fenced: number }[]>`
    with fence as (
      update lane_position set
        commit_number = ${batch.commit},
        live_offset = ${batch.offsets.live},
        bulk_offset = ${batch.offsets.bulk},
        releases = ${JSON.stringify(batch.releases)}
      where lane = ${batch.partition} and epoch = ${batch.epoch} and commit_number = ${batch.commit - 1}
      returning lane
    ), recorded as (
      insert into lane_commit (lane, commit_number, live_offset, bulk_offset, releases, now, seed, due, refused)
      select lane, ${batch.commit}, ${batch.offsets.live}, ${batch.offsets.bulk}, ${JSON.stringify(batch.releases)},
        ${batch.now}, ${batch.seed}, ${JSON.stringify(batch.due.map(({ workspace, profile }) => [workspace, profile]))},
        ${JSON.stringify(batch.refused ?? [])}
      from fence
    ), changed as (
      update profile_state p set document = s.document, next_due = s.next_due
      from fence, ${stateRows(sql, states.filter(({ isNew }) => !isNew).sort(byIndex))}
      where p.lane = s.lane and p.workspace = s.workspace and p.profile = s.profile
    ), created as (
      insert into profile_state (lane, workspace, profile, document, next_due)
      select s.lane, s.workspace, s.profile, s.document, s.next_due
      from fence, ${stateRows(sql, states.filter(({ isNew }) => isNew).sort(byIndex))}
      where s.lane is not null
    ), sent as (
      insert into outbox (lane, id, workspace, profile, kind, rank, not_before, body, created_at)
      select o.lane, o.id, o.workspace, o.profile, o.kind, o.rank, o.not_before, o.body, ${batch.now}
      from fence, unnest(
        ${outbox.map((row) => row.lane)}::smallint[],
        ${outbox.map((row) => row.id)}::uuid[],
        ${outbox.map((row) => row.workspace)}::integer[],
        ${outbox.map((row) => row.profile)}::uuid[],
        ${outbox.map((row) => row.kind)}::text[],
        ${outbox.map((row) => row.rank)}::smallint[],
        ${outbox.map((row) => row.notBefore)}::bigint[],
        string_to_array(${pack(outbox.map((row) => row.body))}, chr(30))
      ) with ordinality as o (lane, id, workspace, profile, kind, rank, not_before, body, ordinal)
      where o.lane is not null
      order by o.ordinal
      on conflict (lane, id) do nothing
    ),${cancelled.length > 0 ? lookAtAtOnce(sql, cancelled) : sql``} dead as (
      insert into dead_letter (lane, workspace, profile, id, error, body)
      select distinct on (d.lane, d.workspace, d.profile, d.id) d.lane, d.workspace, d.profile, d.id, d.error, d.body
      from fence, unnest(
        ${deadLetters.map((letter) => letter.lane)}::smallint[],
        ${deadLetters.map((letter) => letter.workspace)}::integer[],
        ${deadLetters.map((letter) => letter.profile)}::uuid[],
        ${deadLetters.map((letter) => letter.id)}::text[],
        ${deadLetters.map((letter) => letter.error)}::text[],
        string_to_array(${pack(deadLetters.map((letter) => letter.body))}, chr(30))
      ) as d (lane, workspace, profile, id, error, body)
      where d.lane is not null
      -- What dies again while its old letter is being retried: by the newer time the retry knows that it must stay.
      on conflict (lane, workspace, profile, id) do update
        set error = excluded.error, body = excluded.body, created_at = excluded.created_at
    ), facts as (
      insert into fact_frame (lane, commit_number, table_name, row_count, size, body)
      select fence.lane, ${batch.commit}, f.table_name, f.row_count, f.size, f.body
      from fence, unnest(
        ${facts.map((fact) => fact.table)}::text[],
        ${facts.map((fact) => fact.rows)}::integer[],
        ${facts.map((fact) => fact.body.length)}::integer[],
        string_to_array(${pack(facts.map((fact) => compress(fact.body)))}, chr(30))
      ) as f (table_name, row_count, size, body)
      where f.table_name is not null
    )
    select count(*)::int as fenced, ${outbox.length > 0 ? sql`pg_notify(${outboxChannel}, ${[...new Set(outbox.map(({ kind }) => kind))].join(',')})` : sql`null`} from fence`;
  return row?.fenced === 1;
}

/** As rows "s". Known and new people apart: an insert that finds its row there locks it, and logs that, before it updates. */
function stateRows(sql: Sql, states: LaneCommit['states']) {
  return sql`unnest(
        ${states.map((state) => state.lane)}::smallint[],
        ${states.map((state) => state.workspace)}::integer[],
        ${states.map((state) => state.profile)}::uuid[],
        string_to_array(${pack(states.map((state) => state.document))}, chr(30)),
        ${states.map((state) => state.nextDue) as number[]}::bigint[]
      ) as s (lane, workspace, profile, document, next_due)`;
}

/** In whatever lane they are: a delivery stays in that of the person it was made for, who may have been merged since. */
function lookAtAtOnce(sql: Sql, deliveries: readonly string[]) {
  return sql`
    taken_back as (
      update outbox set not_before = 0 from fence
      where outbox.lane = any(array(select generate_series(0, 255)::smallint))
        and outbox.id = any(${deliveries as string[]}::uuid[]) and outbox.status = 'pending'
    ),`;
}
