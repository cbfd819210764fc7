import type { Sql } from '#components/postgres/database.ts';
import type { Channel } from '#contracts/channel.ts';
import type { SuppressionReason } from '#contracts/consent/consent.ts';
import type { SuppressedAddress, SuppressionStore } from './store.ts';

export function openPostgresSuppressions(sql: Sql): SuppressionStore {
  const columns = sql`channel, encode(hash, 'hex') as hash, address, reason, note, added_by as "addedBy",
    added_at as "addedAt"`;
  return {
    async add(workspace, entries) {
      // A list may name the same address twice, and one statement cannot change a row twice.
      const unique = [...new Map(entries.map((entry) => [`${entry.channel}:${entry.hash}`, entry])).values()];
      if (unique.length === 0) return [];
      const rows = await sql<SuppressedAddress[]>`
        insert into suppression as s (workspace, channel, hash, address, reason, note, added_by, added_at)
        select ${workspace}::integer, e.channel, decode(e.hash, 'hex'), e.address, e.reason, e.note, e.added_by, e.added_at
        from unnest(
          ${unique.map(({ channel }) => channel)}::text[],
          ${unique.map(({ hash }) => hash)}::text[],
          ${unique.map(({ address }) => address)}::text[],
          ${unique.map(({ reason }) => reason)}::text[],
          ${unique.map(({ note }) => note)}::text[],
          ${unique.map(({ addedBy }) => addedBy)}::text[],
          ${unique.map(({ addedAt }) => addedAt)}::bigint[]
        ) as e (channel, hash, address, reason, note, added_by, added_at)
        on conflict (workspace, channel, hash) do update set
          address = coalesce(excluded.address, s.address), reason = excluded.reason, note = excluded.note,
          added_by = excluded.added_by, added_at = excluded.added_at, removed_by = null, removed_at = null
          where s.removed_at is not null
        returning ${columns}`;
      return [...rows];
    },

    async remove(workspace, channel, hash, by, at) {
      const [row] = await sql<SuppressedAddress[]>`
        update suppression set removed_by = ${by}, removed_at = ${at}
        where workspace = ${workspace} and channel = ${channel} and hash = decode(${hash}, 'hex') and removed_at is null
        returning ${columns}`;
      return row;
    },

    async list(workspace, { channel, reason, search, hashes, after, limit }) {
      const from = search === undefined ? undefined : `${escapeLike(search.toLowerCase())}%`;
      const rows = await sql<SuppressedAddress[]>`
        select ${columns} from suppression
        where workspace = ${workspace} and removed_at is null
          ${channel === undefined ? sql`` : sql`and channel = ${channel}`}
          ${reason === undefined ? sql`` : sql`and reason = ${reason}`}
          ${
            from === undefined
              ? sql``
              : sql`and (lower(address) like ${from}
                  or hash in (select decode(h, 'hex') from unnest(${[...(hashes ?? [])]}::text[]) as h))`
          }
          ${
            after === undefined
              ? sql``
              : sql`and (added_at < ${after.addedAt} or (added_at = ${after.addedAt} and hash > decode(${after.hash}, 'hex')))`
          }
        order by added_at desc, hash limit ${limit}`;
      return [...rows];
    },

    async counts(workspace) {
      const rows = await sql<{ reason: SuppressionReason; count: number }[]>`
        select reason, count(*)::int as count from suppression
        where workspace = ${workspace} and removed_at is null group by reason`;
      return new Map(rows.map(({ reason, count }) => [reason, count]));
    },

    async held(workspace, addresses) {
      if (addresses.length === 0) return new Map();
      const rows = await sql<{ channel: Channel; hash: string; reason: SuppressionReason }[]>`
        select s.channel, encode(s.hash, 'hex') as hash, s.reason
        from unnest(
          ${addresses.map(({ channel }) => channel)}::text[],
          ${addresses.map(({ hash }) => hash)}::text[]
        ) as a (channel, hash)
        join suppression s on s.workspace = ${workspace} and s.channel = a.channel and s.hash = decode(a.hash, 'hex')
        where s.removed_at is null`;
      return new Map(rows.map(({ channel, hash, reason }) => [`${channel}:${hash}`, reason]));
    },
  };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
