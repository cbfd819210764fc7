import type { Sql } from '#components/postgres/database.ts';
import type { OutboxItem, OutboxSettlement, OutboxStanding, OutboxStore } from '../port/outbox.ts';
import { outboxChannel } from './lane-commit.ts';
import { claimEnding, claimRoom, waitingAccounts } from './outbox-claim.ts';
import { holderLock } from './outbox-holder.ts';

export function postgresOutbox(sql: Sql): OutboxStore {
  return {
    waiting: () => waitingAccounts(sql),
    claim: (room, lease) => claimRoom(sql, room, lease),
    claimEnding: (accounts, limit, lease) => claimEnding(sql, accounts, limit, lease),

    async silentHolders() {
      const rows = await sql<{ holder: number }[]>`
        select distinct claimed_by as holder from outbox
        where status = 'claimed' and claimed_by is not null and claimed_by not in (
          select objid::int8::int4 from pg_locks
          where locktype = 'advisory' and classid = ${holderLock} and objsubid = 2 and granted
            and database = (select oid from pg_database where datname = current_database())
        )`;
      return rows.map(({ holder }) => holder);
    },

    async giveBack(holders, now) {
      const given = await sql`
        update outbox set status = 'pending', claimed_until = null, claimed_by = null
        where status = 'claimed' and (claimed_until < ${now} or claimed_by = any(${holders as number[]}::integer[]))`;
      if (given.count > 0) await sql`select pg_notify(${outboxChannel}, 'deliver')`;
    },

    async read(kind, limit) {
      return sql<OutboxItem[]>`
        select id, lane, workspace, profile, kind, body, attempt, created_at as "createdAt" from outbox
        where kind = ${kind} and status = 'pending' order by position limit ${limit}`;
    },

    async settle(settlements) {
      const done = settlements.filter(({ outcome }) => outcome.type === 'done');
      const open = settlements.filter(({ outcome }) => outcome.type !== 'done');
      if (done.length > 0) {
        await sql`
          delete from outbox o
          using unnest(${done.map(({ item }) => item.lane)}::smallint[], ${done.map(({ item }) => item.id)}::uuid[])
            as d (lane, id)
          where o.lane = d.lane and o.id = d.id`;
      }
      if (open.length > 0) await settleOpen(sql, open);
    },

    async look(workspace, id) {
      const rows = await sql<OutboxStanding[]>`
        select status, not_before as "notBefore", error from outbox where workspace = ${workspace} and id = ${id}`;
      return rows[0];
    },

    async watch(kinds, listener) {
      const subscription = await sql.listen(outboxChannel, (payload) => {
        const added: readonly string[] = payload.split(',');
        if (kinds.some((kind) => added.includes(kind))) listener();
      });
      return () => subscription.unlisten();
    },

    async counts() {
      const rows = await sql<{ status: 'pending' | 'claimed' | 'dead'; count: number }[]>`
        select status, count(*)::int as count from outbox group by status`;
      const of = (status: string) => rows.find((row) => row.status === status)?.count ?? 0;
      return { pending: of('pending'), claimed: of('claimed'), dead: of('dead') };
    },
  };
}

async function settleOpen(sql: Sql, settlements: readonly OutboxSettlement[]): Promise<void> {
  const rows = settlements.flatMap(({ item, outcome }) =>
    outcome.type === 'done'
      ? []
      : [
          {
            ...item,
            status: outcome.type === 'dead' ? 'dead' : 'pending',
            at: outcome.type === 'retry' ? outcome.at : 0,
            error: storable(outcome.error),
          },
        ],
  );
  await sql`
    update outbox o set status = s.status, not_before = greatest(o.not_before, s.at), claimed_until = null,
      claimed_by = null, error = s.error
    from unnest(
      ${rows.map((row) => row.lane)}::smallint[],
      ${rows.map((row) => row.id)}::uuid[],
      ${rows.map((row) => row.status)}::text[],
      ${rows.map((row) => row.at)}::bigint[],
      ${rows.map((row) => row.error)}::text[]
    ) as s (lane, id, status, at, error)
    where o.lane = s.lane and o.id = s.id`;
}

const longestError = 8_000;

/** PostgreSQL's text takes no NUL, and one row that is refused would keep all others of its write from being settled. */
function storable(error: string): string {
  return error.replaceAll('\0', '').slice(0, longestError);
}
