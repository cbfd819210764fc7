import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '#components/store/port/index.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import type { ReceiptStimulus } from '#contracts/stimulus.ts';
import { laneOf, partitions } from '#core/lane.ts';
import { keepCounting } from '#flow/backfill/keep-counting.ts';
import { firstDefinitions, nextDefinitions } from './definitions.ts';
import { type DurabilityEngines, startDurabilityEngines } from './engines.ts';
import { createLoad, type Load } from './load.ts';
import { createPlatformHandle, type PlatformHandle } from './platform-handle.ts';
import { createRandom, type Random } from './random.ts';
import { type Verified, verify } from './verify.ts';
import { createWholePlatform } from './whole-platform.ts';

const partitionCount = 2;
/** Also where a busy machine dies often before it gets anything done. */
const leastPublished = 3;
const longestRush = 5_000;

export interface DurabilityOptions {
  readonly seed: number;
  readonly people: number;
  /** The product as `npm start` runs it; otherwise its flow alone, which starts faster and so dies more often. */
  readonly whole: boolean;
  /** Whether there were enough deaths. */
  readonly enough: (deaths: number, seconds: number) => boolean;
}

export interface DurabilityFigures extends Verified {
  readonly kills: number;
  readonly postgresCrashes: number;
  readonly clickhouseKills: number;
  readonly repeats: number;
  readonly seconds: number;
}

/**
 * Kills the platform, and now and then an engine, at random points under load; then lets it come to rest and holds what
 * is stored against what must be. Throws at the first difference, with what the processes complained about.
 */
export async function proveDurability({ seed, people, whole, enough }: DurabilityOptions): Promise<DurabilityFigures> {
  const startedAt = performance.now();
  const random = createRandom(seed);
  const engines = await startDurabilityEngines();
  const { databaseUrl, clickhouseUrl, directory } = engines;
  const order = { databaseUrl, clickhouseUrl, partitionCount };
  const store = keepCounting(postgresStore(engines.sql, laneOf));
  const platform = whole ? await createWholePlatform(order, directory, store.log) : createPlatformHandle(order);
  try {
    await setUpPartitions(engines.sql, partitions(partitionCount));
    await store.releases.publish(1, firstDefinitions);
    const load = createLoad(createRandom(seed + 1), people, platform.accept);
    assert.ok(await platform.start());
    await load.greet();

    const stopping = new AbortController();
    const sending = Promise.all([
      load.run(stopping.signal),
      answerMessages(engines, load, random, stopping.signal),
      publishNowAndThen(store, load, createRandom(seed + 2), stopping.signal),
    ]);
    const counts = await killForAWhile(engines, platform, load, random, enough);
    stopping.abort();
    await sending;
    await load.signEverybodyIn();
    await comeToRest(engines);
    await platform.stop();
    assert.equal(platform.unexpectedEnds(), 0, 'no process ended by itself');
    const verified = await verify(engines, load, partitionCount);
    return { ...verified, ...counts, repeats: load.repeats(), seconds: (performance.now() - startedAt) / 1_000 };
  } catch (error) {
    throw new Error(`seed ${seed}; the processes said:\n${platform.complaints()}`, { cause: error });
  } finally {
    await platform.kill();
    await platform.stop();
    await engines.close();
  }
}

async function killForAWhile(
  engines: DurabilityEngines,
  platform: PlatformHandle,
  load: Load,
  random: Random,
  enough: DurabilityOptions['enough'],
) {
  const startedAt = performance.now();
  const counts = { kills: 0, postgresCrashes: 0, clickhouseKills: 0 };
  for (let deaths = 0; !enough(deaths, (performance.now() - startedAt) / 1_000); deaths++) {
    // On a busy machine a fixed time would hit nothing but processes that are still starting.
    if (random.next() < 0.8) await someWork(load);
    await sleep(random.between(0, 500));
    if (deaths % 8 === 3) {
      engines.killClickhouse();
      counts.clickhouseKills++;
    } else if (deaths % 8 === 6) {
      await engines.crashPostgres();
      counts.postgresCrashes++;
    } else {
      await platform.kill();
      counts.kills++;
      const started = platform.start();
      // Now and then it dies while it starts.
      if (random.next() < 0.25) {
        await sleep(random.between(0, 200));
        await platform.kill();
        counts.kills++;
        await platform.start();
      } else await started;
    }
  }
  await platform.kill();
  counts.kills++;
  assert.ok(await platform.start());
  return counts;
}

/** Until some more events are acknowledged, or it takes too long. */
async function someWork(load: Load): Promise<void> {
  const before = load.acknowledged.size;
  const end = Date.now() + 5_000;
  while (load.acknowledged.size < before + 50 && Date.now() < end) await sleep(5);
}

/** People open and click what they received, more than once. */
async function answerMessages({ sql }: DurabilityEngines, load: Load, random: Random, stopping: AbortSignal) {
  while (!stopping.aborted) {
    await sleep(250);
    const received = await unlessCrashed(
      () => sql<{ delivery: string; profile: string }[]>`
        select delivery, profile from sandbox_message order by random() limit 10`,
    );
    if (!received) continue;
    const receipts = received.flatMap(({ delivery, profile }): ReceiptStimulus[] => {
      const kind = random.pick(['opened', 'clicked'] as const);
      const now = Date.now();
      const about = { type: 'receipt', workspace: 1, profile, delivery, channel: 'email', kind } as const;
      return [{ ...about, id: random.next() < 0.5 ? `${delivery}:${kind}` : randomUUID(), at: now, receivedAt: now }];
    });
    if (receipts.length > 0) await load.sendReceipts(receipts);
  }
}

/**
 * Definitions change at one place in the log, while the lanes and the database come and go. People are in a rush then: a
 * history that is cut at another commit than the one that took the release over must miss something, or have it twice.
 */
async function publishNowAndThen({ releases }: Store, load: Load, random: Random, stopping: AbortSignal) {
  const rushes: Promise<void>[] = [];
  for (let published = 0; !stopping.aborted || published < leastPublished; ) {
    await sleep(random.between(500, 2_000));
    const rush = load.rush();
    rushes.push(...rush);
    // The first calls are in the log by then, most likely not yet read, and the last ones not.
    await Promise.race([...rush, sleep(longestRush)]);
    const done = await unlessCrashed(() => releases.publish(1, (newest) => nextDefinitions(newest, random)));
    if (done !== undefined) published += 1;
  }
  await Promise.all(rushes);
}

/** For what can as well be done the next time: the database may be crashing at this moment. */
async function unlessCrashed<T>(work: () => PromiseLike<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

/** Waits until nothing moves any more: everything read, sent, carried over, counted, and no timer to come within the hour. */
async function comeToRest({ sql }: DurabilityEngines): Promise<void> {
  const end = Date.now() + 60_000;
  for (let still = 0; still < 4; await sleep(100)) {
    const [waiting] = await sql<{ [what: string]: number }[]>`
      select (select count(*) from outbox)::int as outbox,
        (select count(*) from profile_state where next_due < ${Date.now() + 3_600_000})::int as timers,
        (select count(*) from release r left join backfill b on b.workspace = r.workspace and b.release = r.number
         where b.state is distinct from 'done')::int as backfills,
        (select count(*) from identity_merge where not appended)::int as merges,
        (select count(*) from fact_frame f join lane_position p on p.lane = f.lane
         where f.commit_number > p.projected)::int as facts,
        (select sum(l.sequence - case l.class when 'live' then p.live_offset else p.bulk_offset end)
         from log_position l join lane_position p on p.lane = l.lane)::int as frames`;
    still = Object.values(waiting ?? {}).every((count) => count === 0) ? still + 1 : 0;
    // What is left is told by the checks, which name it.
    if (Date.now() > end) {
      const jobs = await sql`
        select release, state, reached, done, total, failures, error, not_before - ${Date.now()} as pause
        from backfill where state <> 'done'`;
      return void console.error('It does not come to rest', waiting, [...jobs]);
    }
  }
}
