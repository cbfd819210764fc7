import type { Sql } from '#components/postgres/database.ts';
import type { ShortLinkStore } from './store.ts';

export function openPostgresShortLinks(sql: Sql): ShortLinkStore {
  return {
    async add(links) {
      await sql`
        insert into short_link (code, token)
        select * from unnest(
          ${links.map(({ code }) => code)}::text[],
          ${links.map(({ token }) => token)}::text[])
        on conflict do nothing`;
    },

    async find(code) {
      const [row] = await sql<{ token: string }[]>`select token from short_link where code = ${code}`;
      return row?.token;
    },

    async dropBefore(at, limit) {
      const result = await sql`
        delete from short_link where code in (
          select code from short_link where created_at < to_timestamp(${at / 1_000}) limit ${limit})`;
      return result.count;
    },
  };
}
