import type { Sql } from '#components/postgres/database.ts';
import type { AskedEntry, JourneyAskStore } from './store.ts';

const minute = 60_000;

export function openPostgresJourneyAsks(sql: Sql): JourneyAskStore {
  return {
    async enter(asked) {
      const { workspace, ask, journey, at } = asked;
      return sql.begin(async (tx) => {
        const [answered] = await tx<{ granted: boolean }[]>`
          select granted from journey_entry_answer where workspace = ${workspace} and ask = ${ask}`;
        if (answered) return answered.granted;
        // The row of all time is locked first, so that two cannot take the last place.
        const [all] = await tx<{ entries: number }[]>`
          insert into journey_entry_count as c (workspace, journey, minute, entries)
          values (${workspace}, ${journey}, 0, 0)
          on conflict (workspace, journey, minute) do update set entries = c.entries
          returning entries::int8 as entries`;
        const recent = await tx<{ entries: number }[]>`
          select coalesce(sum(entries), 0)::int8 as entries from journey_entry_count
          where workspace = ${workspace} and journey = ${journey} and minute > ${firstMinute(asked)}`;
        const granted =
          Number(all?.entries ?? 0) < (asked.total ?? Number.POSITIVE_INFINITY) &&
          Number(recent[0]?.entries ?? 0) < (asked.within?.entries ?? Number.POSITIVE_INFINITY);
        await tx`
          insert into journey_entry_answer (workspace, ask, granted, at) values (${workspace}, ${ask}, ${granted}, ${at})`;
        if (granted) {
          await tx`
            insert into journey_entry_count as c (workspace, journey, minute, entries)
            select ${workspace}, ${journey}, minute, 1 from unnest(${[0, Math.floor(at / minute)]}::int8[]) as minute
            on conflict (workspace, journey, minute) do update set entries = c.entries + 1`;
        }
        return granted;
      });
    },

    async giveCoupon({ workspace, ask, profile, pool, at }) {
      const [held] = await sql<{ code: string }[]>`
        select code from coupon where workspace = ${workspace} and given_for = ${ask}`;
      if (held) return held.code;
      const [given] = await sql<{ code: string }[]>`
        update coupon set given_to = ${profile}, given_for = ${ask}, given_at = ${at}
        where workspace = ${workspace} and code = (
          select code from coupon
          where workspace = ${workspace} and pool = ${pool} and given_for is null and redeemed = 0
            and (valid_until is null or valid_until > ${at})
          order by code limit 1 for update skip locked
        )
        returning code`;
      return given?.code;
    },

    async createTask({ workspace, ask, profile, journey, at, title, note, assignee, dueAt }) {
      await sql`
        insert into task (workspace, id, profile, title, note, assignee, due_at, journey, created_at)
        values (${workspace}, ${ask}, ${profile}, ${title}, ${note}, ${assignee ?? null}, ${dueAt}, ${journey}, ${at})
        on conflict do nothing`;
    },

    async prune(before) {
      await sql`delete from journey_entry_answer where at < ${before}`;
      // A year is the longest time in which entries are limited.
      await sql`
        delete from journey_entry_count where minute > 0 and minute < ${Math.floor(before / minute) - 366 * 1_440}`;
    },
  };
}

/** Counts are kept by the minute: the sliding time ends with the minute that it begins in. */
function firstMinute({ at, within }: AskedEntry): number {
  return Math.floor(at / minute) - (within?.minutes ?? 0);
}
