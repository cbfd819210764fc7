import type { Sql } from '#components/postgres/database.ts';
import type { OutboxAccount, OutboxEnding, OutboxItem, OutboxLease, OutboxRoom } from '../port/outbox.ts';

/** Goes from account to account in the index: its cost is that of the accounts and not of the rows. */
export async function waitingAccounts(sql: Sql): Promise<readonly OutboxAccount[]> {
  const rows = await sql<OutboxAccount[]>`
    with recursive account as (
      (select workspace, channel from outbox where kind = 'deliver' and status = 'pending'
        order by workspace, channel limit 1)
      union all
      select next.workspace, next.channel from account a cross join lateral (
        select o.workspace, o.channel from outbox o
        where o.kind = 'deliver' and o.status = 'pending' and (o.workspace, o.channel) > (a.workspace, a.channel)
        order by o.workspace, o.channel limit 1
      ) next
    )
    select workspace, channel from account`;
  return [...rows];
}

export async function claimRoom(
  sql: Sql,
  room: readonly OutboxRoom[],
  { holder, now, milliseconds }: OutboxLease,
): Promise<readonly OutboxItem[]> {
  const wanted = room.flatMap(({ upTo, ...account }) => upTo.map((limit, rank) => ({ ...account, rank, limit })));
  return inOrder(
    await sql<ClaimedRow[]>`
      with found as (
        select r.lane, r.id, w.up_to,
          row_number() over (partition by w.workspace, w.channel order by w.rank, r.not_before) as place
        from unnest(
          ${wanted.map(({ workspace }) => workspace)}::integer[],
          ${wanted.map(({ channel }) => channel)}::text[],
          ${wanted.map(({ rank }) => rank)}::smallint[],
          ${wanted.map(({ limit }) => limit)}::integer[]
        ) as w (workspace, channel, rank, up_to)
        cross join lateral (
          select o.lane, o.id, o.not_before from outbox o
          where o.kind = 'deliver' and o.status = 'pending' and o.workspace = w.workspace and o.channel = w.channel
            and o.rank = w.rank and o.not_before <= ${now}
          order by o.not_before limit w.up_to
          for update skip locked
        ) r
      )
      update outbox o set status = 'claimed', claimed_until = ${now + milliseconds}, claimed_by = ${holder},
        attempt = o.attempt + 1
      from found f where f.place <= f.up_to and o.lane = f.lane and o.id = f.id
      returning ${claimedColumns(sql)}`,
  );
}

export async function claimEnding(
  sql: Sql,
  accounts: readonly OutboxEnding[],
  limit: number,
  { holder, now, milliseconds }: OutboxLease,
): Promise<readonly OutboxItem[]> {
  return inOrder(
    await sql<ClaimedRow[]>`
      with account as (
        select * from unnest(
          ${accounts.map(({ workspace }) => workspace)}::integer[],
          ${accounts.map(({ channel }) => channel)}::text[],
          ${accounts.map(({ before }) => before)}::bigint[]
        ) as a (workspace, channel, before)
      ), ending as (
        select r.lane, r.id from account a cross join lateral (
          select o.lane, o.id from outbox o
          where o.kind = 'deliver' and o.status = 'pending' and o.workspace = a.workspace and o.channel = a.channel
            and o.not_after < a.before
          order by o.not_after limit ${limit}
          for update skip locked
        ) r
      ), taken_back as (
        select r.lane, r.id from account a cross join generate_series(0, 2) as g (rank) cross join lateral (
          select o.lane, o.id from outbox o
          where o.kind = 'deliver' and o.status = 'pending' and o.workspace = a.workspace and o.channel = a.channel
            and o.rank = g.rank and o.not_before = 0
          limit ${limit}
          for update skip locked
        ) r
      ), found as (
        select lane, id from ending union select lane, id from taken_back
      )
      update outbox o set status = 'claimed', claimed_until = ${now + milliseconds}, claimed_by = ${holder},
        attempt = o.attempt + 1
      from found f where o.lane = f.lane and o.id = f.id
      returning ${claimedColumns(sql)}`,
  );
}

type ClaimedRow = OutboxItem & { readonly rank: number };

function claimedColumns(sql: Sql) {
  return sql`o.id, o.lane, o.workspace, o.profile, o.kind, o.body, o.attempt, o.created_at as "createdAt", o.rank`;
}

function inOrder(rows: readonly ClaimedRow[]): readonly OutboxItem[] {
  const sorted = rows.toSorted((a, b) => a.rank - b.rank || a.createdAt - b.createdAt);
  return sorted.map(({ rank: _, ...item }) => item);
}
