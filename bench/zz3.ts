import { randomUUID } from 'node:crypto';
import { openDatabase } from '#components/postgres/database.ts';
import { startEmbeddedPostgres } from '#components/postgres/embedded-postgres.ts';

const pg = await startEmbeddedPostgres({ directory: '/tmp/lanebench-data', log: console.log });
const sql = openDatabase(pg.url, { max: 2, applicationName: 'bench' });
const ids = (await sql`select lane, profile from profile_state limit 100000`) as unknown as {
  lane: number;
  profile: string;
}[];
const doc = JSON.stringify({
  x: 'y'.repeat(40),
  list: Array.from({ length: 20 }, (_, i) => ({ key: 'value' + i, at: 1234567890 + i })),
});
console.log('rows', ids.length, 'doc', doc.length);
const pick = () => {
  const s = new Set<number>();
  while (s.size < 1000) s.add(Math.floor(Math.random() * ids.length));
  return [...s].map((i) => ids[i]!);
};
const variants: Record<string, (rows: typeof ids) => Promise<unknown>> = {
  upsert: (r) =>
    sql`insert into profile_state (lane, workspace, profile, document, next_due) select s.lane, 1, s.profile, s.document, s.due from unnest(${r.map((x) => x.lane)}::smallint[], ${r.map((x) => x.profile)}::uuid[], string_to_array(${r.map(() => doc).join('\u001e')}, chr(30)), ${r.map(() => 5)}::bigint[]) s (lane, profile, document, due) on conflict (lane, workspace, profile) do update set document = excluded.document, next_due = excluded.next_due`,
  update: (r) =>
    sql`update profile_state p set document = s.document, next_due = s.due from unnest(${r.map((x) => x.lane)}::smallint[], ${r.map((x) => x.profile)}::uuid[], string_to_array(${r.map(() => doc).join('\u001e')}, chr(30)), ${r.map(() => 5)}::bigint[]) s (lane, profile, document, due) where p.lane = s.lane and p.workspace = 1 and p.profile = s.profile`,
  sortedUpdate: (r) => {
    const q = r.toSorted((a, b) => a.lane - b.lane || (a.profile < b.profile ? -1 : 1));
    return sql`update profile_state p set document = s.document, next_due = s.due from unnest(${q.map((x) => x.lane)}::smallint[], ${q.map((x) => x.profile)}::uuid[], string_to_array(${q.map(() => doc).join('\u001e')}, chr(30)), ${q.map(() => 5)}::bigint[]) s (lane, profile, document, due) where p.lane = s.lane and p.workspace = 1 and p.profile = s.profile`;
  },
  select: (r) =>
    sql`select s.profile, s.document from unnest(${r.map((x) => x.lane)}::smallint[], ${r.map((x) => x.profile)}::uuid[]) as k (lane, profile) join profile_state s on s.lane = k.lane and s.workspace = 1 and s.profile = k.profile`,
  pack: async () => await sql`select count(*) from string_to_array(${Array(1000).fill(doc).join('\u001e')}, chr(30))`,
};
for (let round = 0; round < 3; round++)
  for (const [name, run] of Object.entries(variants)) {
    const times: number[] = [];
    for (let i = 0; i < 15; i++) {
      const r = pick();
      const t = performance.now();
      await run(r);
      times.push(performance.now() - t);
    }
    times.sort((a, b) => a - b);
    console.log(name, 'median', times[7]!.toFixed(1), 'min', times[0]!.toFixed(1), 'max', times[14]!.toFixed(1));
  }
console.log(
  await sql`select pg_size_pretty(pg_relation_size('profile_state')) as t, n_tup_upd, n_tup_hot_upd from pg_stat_user_tables where relname='profile_state'`,
);
console.log(
  await sql`explain (analyze, buffers, wal) update profile_state p set document = s.document from (select lane, profile, document from profile_state order by random() limit 1000) s where p.lane=s.lane and p.workspace=1 and p.profile=s.profile`,
);
await sql.end();
await pg.stop();
