import type { Sql } from '#components/postgres/database.ts';
import type { OutboxItem, OutboxSettlement, OutboxStore } from '../port/outbox.ts';
import { outboxChannel } from './lane-commit.ts';

export function postgresOutbox(sql: Sql): OutboxStore {
  return {
    async claim(kind, now, limit, leaseMilliseconds) {
      await releaseExpired(sql, now);
      const rows = await sql<(OutboxItem & { rank: number })[]>`
        with ready as (
          select lane, id from outbox
          where kind = ${kind} and status = 'pending' and not_before <= ${now}
          order by rank, not_before limit ${limit}
          for update skip locked
        )
        update outbox o set status = 'claimed', claimed_until = ${now + leaseMilliseconds}, attempt = o.attempt + 1
        from ready r where o.lane = r.lane and o.id = r.id
        returning o.id, o.lane, o.workspace, o.profile, o.kind, o.body, o.attempt, o.created_at as "createdAt", o.rank`;
      return rows.sort((a, b) => a.rank - b.rank || a.createdAt - b.createdAt).map(({ rank: _, ...item }) => item);
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

    async watch(listener) {
      const subscription = await sql.listen(outboxChannel, listener);
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

async function releaseExpired(sql: Sql, now: number): Promise<void> {
  await sql`
    update outbox set status = 'pending', claimed_until = null
    where status = 'claimed' and claimed_until < ${now}`;
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
            error: outcome.error,
          },
        ],
  );
  await sql`
    update outbox o set status = s.status, not_before = greatest(o.not_before, s.at), claimed_until = null, error = s.error
    from unnest(
      ${rows.map((row) => row.lane)}::smallint[],
      ${rows.map((row) => row.id)}::uuid[],
      ${rows.map((row) => row.status)}::text[],
      ${rows.map((row) => row.at)}::bigint[],
      ${rows.map((row) => row.error)}::text[]
    ) as s (lane, id, status, at, error)
    where o.lane = s.lane and o.id = s.id`;
}
