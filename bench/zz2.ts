import { openDatabase } from '#components/postgres/database.ts';
import { startEmbeddedPostgres } from '#components/postgres/embedded-postgres.ts';
import { migrateDatabase } from '#components/postgres/migrate.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import { laneOf } from '#core/lane.ts';
import { createIngest } from '#flow/ingest/ingest.ts';
import { startThread } from '#server/threads/start-thread.ts';
import { benchRelease, eventNames } from './definitions.ts';

const dir = '/tmp/lanebench-data';
const pg = await startEmbeddedPostgres({ directory: dir, log: console.log });
const sql = openDatabase(pg.url, { max: 6, applicationName: 'bench' });
await migrateDatabase(sql);
await setUpPartitions(sql, [0, 128]);
const store = postgresStore(sql, laneOf);
await store.releases.publish(1, (r) => ({ ...r, ...benchRelease(100, 20) }));
const ingest = createIngest({ store, partitions: 2, now: Date.now, onError: console.error });
const N = Number(process.argv[2] ?? 60000),
  P = 100000;
let n = Date.now();
const ev = (i: number, type: string) => ({
  workspace: 1,
  messageId: 'm' + process.pid + '-' + n++,
  at: Date.now(),
  receivedAt: Date.now(),
  identities: [{ kind: 'userId' as const, value: 'user-' + i }],
  context: { url: 'https://shop.example/p/' + i },
  content:
    type === 'identify'
      ? {
          type: 'identify' as const,
          traits: { name: 'Anna Example ' + i, email: `u${i}@example.com`, tier: i % 4, city: 'London', plan: 'gold' },
        }
      : {
          type: 'track' as const,
          name: eventNames[i % 10] ?? '',
          properties: {
            category: 'c' + (i % 20),
            sku: 'sku-' + i,
            price: 12.5,
            currency: 'GBP',
            campaign: i % 25 === 0 ? 'k' + (i % 20) : 'none',
          },
        },
});
async function feed(name: string, make: (i: number) => ReturnType<typeof ev>, count: number) {
  const t = performance.now();
  let i = 0;
  const worker = async () => {
    while (i < count) {
      const b = [];
      for (let k = 0; k < 100 && i < count; k++) b.push(make(i++));
      await ingest.accept(b);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  console.log(name, 'ingest', Math.round((count / (performance.now() - t)) * 1000), '/s');
}
if (process.argv[3] !== 'skip') await feed('identify', (i) => ev(i, 'identify'), P);
let done = 0;
const batches: number[] = [];
const { startLane } = await import('#flow/lane/lane.ts');
const start = async () =>
  Promise.all(
    [0, 128].map(async (partition) => {
      const l = await startLane({
        store,
        partition,
        end: partition + 128,
        now: Date.now,
        seed: 1,
        onCommit: (b) => {
          done += b.stimuli;
          batches.push(b.milliseconds);
        },
        onError: console.error,
      });
      return l;
    }),
  );
async function drain(name: string, target: number) {
  const t = performance.now();
  const d0 = done;
  while (done - d0 < target) await new Promise((r) => setTimeout(r, 50));
  console.log(
    name,
    'lanes',
    Math.round((target / (performance.now() - t)) * 1000),
    '/s; batch ms',
    batches
      .splice(0)
      .sort((a, b) => a - b)
      .filter((_, i, a) => i === a.length >> 1),
  );
}
let threads = await start();
if (process.argv[3] !== 'skip') await drain('identify', P);
await Promise.all(threads.map((t) => t.stop()));
await feed('track', () => ev(Math.floor(Math.random() * P), 'track'), N);
threads = await start();
await drain('track', N);
// both together
const t0 = performance.now();
const d1 = done;
await feed('both', () => ev(Math.floor(Math.random() * P), 'track'), N);
while (done - d1 < N) await new Promise((r) => setTimeout(r, 50));
console.log('both', Math.round((N / (performance.now() - t0)) * 1000), '/s');
const u = process.cpuUsage();
console.log('cpu node s', (u.user + u.system) / 1e6);
await Promise.all(threads.map((t) => t.stop()));
console.log(await sql`select avg(length(document))::int as doc, max(length(document)) from profile_state`);
const { execSync } = await import('node:child_process');
console.log(execSync('ps -u postgres -o cputimes,args --sort=-cputimes | head -12').toString());
await sql.end();
await pg.stop();
