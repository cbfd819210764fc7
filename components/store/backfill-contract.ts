import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { Store } from './port/index.ts';
import type { LaneCommit } from './port/lane.ts';

const nothing = { states: [], outbox: [], cancelled: [], deadLetters: [], facts: [], due: [] };

/** What every store must do for backfills. `open` gives one with the partitions 0 and 128 and without jobs and releases. */
export async function runBackfillContract(test: TestContext, open: () => Promise<Store>): Promise<void> {
  const publish = async ({ releases }: Store) => (await releases.publish(1, (newest) => newest)).number;

  await test.test('backfills: each release gets one job, held by one worker, which may lose it', async () => {
    const store = await open();
    const { backfills } = store;
    const numbers = [await publish(store), await publish(store)];
    await backfills.enqueue();
    await backfills.enqueue();
    const [first, second] = [randomUUID(), randomUUID()];
    const jobs = await backfills.claim(first, 1_000, 500);
    assert.deepEqual(
      jobs.map(({ release, reached, failures }) => ({ release, reached, failures })),
      numbers.map((release) => ({ release, reached: null, failures: 0 })),
    );
    assert.deepEqual(await backfills.claim(second, 1_400, 500), []);
    const [job] = jobs;
    assert(job);
    const reached = randomUUID();
    assert.equal(job.historyAlone, null);
    const moved = { ...job, cut: new Map([[0, 3]]), historyAlone: ['viewers'], reached, done: 5, total: 9 };
    assert.equal(await backfills.save(first, moved, 1_500), true);
    const taken = await backfills.claim(second, 1_600, 500);
    const [oldest] = taken;
    assert.deepEqual(
      [oldest?.release, oldest?.reached, oldest?.done, oldest?.total, oldest?.cut?.get(0), oldest?.failures],
      [job.release, reached, 5, 9, 3, 0],
      'that its worker died is no failure of the job',
    );
    assert.ok(
      taken.every((one) => one.reached === reached),
      'those that stand elsewhere wait for their turn',
    );
    assert.deepEqual(oldest?.historyAlone, ['viewers']);
    assert.equal(await backfills.save(first, moved, 9_000), false);
  });

  await test.test('backfills: nothing goes past a job that leaves people out', async () => {
    const store = await open();
    const { backfills } = store;
    const first = await publish(store);
    await backfills.enqueue();
    const owner = randomUUID();
    const claimed = async (now: number) => (await backfills.claim(owner, now, 500)).map(({ release }) => release);
    const [job] = (await backfills.claim(owner, 1_000, 500)).filter(({ release }) => release === first);
    assert(job);
    await backfills.save(owner, { ...job, historyAlone: [] }, 1_500);
    const second = await publish(store);
    await backfills.enqueue();
    await backfills.fail(owner, job, 'ClickHouse is away', 5_000);
    assert.ok(!(await claimed(4_999)).includes(second));
    const again = await claimed(5_000);
    assert.deepEqual([again.includes(first), again.includes(second)], [true, false]);
    await backfills.finish(owner, job);
    assert.ok((await claimed(6_000)).includes(second));
  });

  await test.test('backfills: seeds that nobody could fold are known by their dead letters', async () => {
    const { backfills, lanes } = await open();
    const { epoch, commit, offsets } = await lanes.acquire(0);
    const [of, other] = [randomUUID(), randomUUID()];
    const letter = (id: string) => ({ lane: 0, workspace: 1, profile: of, id, error: 'broken', body: '{}' });
    const deadLetters = [letter(`seed:7:${of}`), letter(`seed:70:${other}`), letter('message')];
    const place = { partition: 0, epoch, commit: commit + 1, offsets };
    await lanes.commit({ ...place, releases: {}, now: 1_000, seed: 1, ...nothing, deadLetters });
    assert.deepEqual(await backfills.deadSeeds(1, 7), [of]);
    assert.deepEqual(await backfills.deadSeeds(2, 7), []);
  });

  await test.test('backfills: seeds that are handed on between people are seen until they are in the log', async () => {
    const { backfills, lanes, outbox } = await open();
    const { commit: before, epoch, offsets } = await lanes.acquire(0);
    const commit = (number: number, id: string, type: string) => {
      const place = { partition: 0, epoch, commit: before + number, offsets };
      const body = JSON.stringify({ type, properties: { type: 'seed' } });
      const sent = { lane: 0, id, workspace: 1, profile: randomUUID(), rank: 0, notBefore: 0, body } as const;
      const row = { ...sent, kind: 'send_stimulus' } as const;
      return lanes.commit({ ...place, releases: {}, now: 1_000, seed: 1, ...nothing, outbox: [row] });
    };
    const [other, seed] = [randomUUID(), randomUUID()];
    await commit(1, other, 'track');
    assert.equal(await backfills.isSeedHandedOn(), false);
    await commit(2, seed, 'seed');
    assert.equal(await backfills.isSeedHandedOn(), true);
    await outbox.settle([seed, other].map((id) => ({ item: { id, lane: 0 }, outcome: { type: 'done' } })));
    assert.equal(await backfills.isSeedHandedOn(), false);
  });

  await test.test('backfills: what is sent is in the log as far as the job says, or not at all', async () => {
    const store = await open();
    const { backfills, log } = store;
    const number = await publish(store);
    await backfills.enqueue();
    const [owner, other] = [randomUUID(), randomUUID()];
    const jobs = (await backfills.claim(owner, 1_000, 500)).filter(({ release }) => release === number);
    const entry = (body: string) => ({ partition: 0, class: 'bulk', key: null, body }) as const;
    const head = async () =>
      (await log.heads()).find((one) => one.partition === 0 && one.class === 'bulk')?.sequence ?? 0;
    const before = await head();
    const moved = jobs.map((job) => ({ ...job, reached: randomUUID(), done: 3, total: 9 }));
    assert.equal(await backfills.send(owner, moved, [[entry('1'), entry('2')], [entry('3')]], 1_500), true);
    const frames = await log.read(0, 'bulk', before, 9);
    assert.deepEqual(
      frames.map(({ sequence, body }) => [sequence - before, body]),
      [
        [1, '[1,2]'],
        [2, '[3]'],
      ],
    );
    assert.equal((await backfills.progress(1)).find(({ release }) => release === number)?.done, 3);
    const further = moved.map((job) => ({ ...job, done: 5 }));
    assert.equal(await backfills.send(other, further, [[entry('4')]], 1_500), false);
    await assert.rejects(backfills.send(owner, further, [[{ ...entry('5'), partition: 77 }]], 1_500));
    assert.equal(await head(), before + 2);
    assert.equal((await backfills.progress(1)).find(({ release }) => release === number)?.done, 3);
  });

  await test.test('backfills: a job that failed comes back after its pause, a finished one never', async () => {
    const store = await open();
    const { backfills } = store;
    const number = await publish(store);
    await backfills.enqueue();
    const owner = randomUUID();
    const stateOf = async () => (await backfills.progress(1)).find(({ release }) => release === number)?.state;
    const claimed = async (now: number) =>
      (await backfills.claim(owner, now, 500)).find(({ release }) => release === number);
    assert.equal((await claimed(1_000))?.failures, 0);
    await backfills.fail(owner, { workspace: 1, release: number }, 'ClickHouse is away', 5_000);
    assert.equal(await stateOf(), 'failed');
    assert.equal(await claimed(4_999), undefined);
    assert.equal((await claimed(5_000))?.failures, 1);
    assert.equal(await stateOf(), 'running');
    await backfills.finish(owner, { workspace: 1, release: number });
    assert.equal(await stateOf(), 'done');
    assert.equal(await claimed(99_000), undefined);
    await backfills.enqueue();
    assert.equal(await stateOf(), 'done');
  });

  await test.test(
    'backfills: a release is cut where each partition took it over, once its facts are away',
    async () => {
      const store = await open();
      const { lanes, facts, backfills } = store;
      const number = await publish(store);
      const lane = async (partition: number) => {
        const position = await lanes.acquire(partition);
        let { commit } = position;
        return async (release: number, parts: Partial<LaneCommit> = {}) => {
          commit += 1;
          const place = { partition, epoch: position.epoch, commit, offsets: { live: 0, bulk: commit } };
          await lanes.commit({ ...place, releases: { 1: release }, now: 1_000, seed: 1, ...nothing, ...parts });
          return commit;
        };
      };
      const [zero, other] = [await lane(0), await lane(128)];
      const rows = { facts: [{ table: 'event', rows: 1, body: '{}\n' }] };
      await zero(number - 1, rows);
      const cutZero = await zero(number);
      await zero(number, rows);
      await other(number - 1);
      assert.equal(await backfills.cutOf(1, number), undefined, 'one partition has not taken it over');
      const cutOther = await other(number + 1, rows);
      assert.equal(await backfills.cutOf(1, number), undefined, 'facts before it wait');
      const seats = await Promise.all([facts.acquire(0), facts.acquire(128)]);
      await facts.advance(0, seats[0].epoch, cutZero - 1);
      await facts.advance(128, seats[1].epoch, cutOther);
      assert.deepEqual(
        await backfills.cutOf(1, number),
        new Map([
          [0, cutZero],
          [128, cutOther],
        ]),
      );
      assert.equal((await backfills.bulkOffsets()).get(0), cutZero + 1);
    },
  );
}
