import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { emptyCommit, liveEntry } from './contract-inputs.ts';
import type { Store } from './port/index.ts';

/**
 * What every store forgets, and what it must not. `open` gives a fresh one with the partitions 0 and 128; `commits` reads
 * the numbers of those commits of a partition that are still recorded.
 */
export async function runRetentionContract(
  test: TestContext,
  open: () => Promise<Store>,
  commits: (partition: number) => Promise<readonly number[]>,
): Promise<void> {
  await test.test('log: what was read is dropped by age or beyond a size, what was not stays', async () => {
    const { log, lanes, releases } = await open();
    const body = `"${'x'.repeat(98)}"`;
    for (let n = 0; n < 4; n++) await log.append([liveEntry(0, body), liveEntry(128, body)]);
    await releases.publish(1, (newest) => newest);
    const kept = async (partition: number) =>
      (await log.read(partition, 'live', 0, 10)).map(({ sequence }) => sequence);
    const bytes = await log.bytes();
    assert.ok(bytes > 8 * 102 && bytes < 2_000, `${bytes}`);
    const { epoch, commit } = await lanes.acquire(0);
    await lanes.commit({ ...emptyCommit(0, epoch, commit + 1), offsets: { live: 2, bulk: 0 } });
    await log.dropBefore(Date.now() - 60_000);
    assert.deepEqual(await kept(0), [1, 2, 3, 4, 5]);
    await log.dropBeyond(bytes);
    assert.deepEqual(await kept(0), [1, 2, 3, 4, 5]);
    await log.dropBeyond(0);
    assert.deepEqual(
      [await kept(0), await kept(128)],
      [
        [3, 4, 5],
        [1, 2, 3, 4, 5],
      ],
    );
    assert.equal(await log.bytes(), bytes - 2 * 102);
    await lanes.commit({ ...emptyCommit(0, epoch, commit + 2), offsets: { live: 4, bulk: 0 } });
    await log.dropBefore(Date.now() + 60_000);
    assert.deepEqual(await kept(0), [5]);
    assert.equal(await log.bytes(), bytes - 4 * 102);
  });

  await test.test('lane: commits are forgotten with their frames, but for the newest of the old ones', async () => {
    const { log, lanes, facts } = await open();
    const { epoch, commit: first } = await lanes.acquire(0);
    const rows = [{ table: 'event', rows: 1, body: '{"n":1}\n' }];
    for (const [index, now] of [1_000, 2_000, 3_000, 4_000, 9_000].entries()) {
      await lanes.commit({ ...emptyCommit(0, epoch, first + 1 + index), now, facts: rows });
    }
    const seat = await facts.acquire(0);
    await facts.advance(0, seat.epoch, first + 2);
    await log.dropBefore(5_000);
    assert.deepEqual(
      await commits(0),
      [2, 3, 4, 5].map((n) => first + n),
    );
    await facts.advance(0, seat.epoch, first + 5);
    await log.dropBefore(5_000);
    assert.deepEqual(
      await commits(0),
      [4, 5].map((n) => first + n),
    );
    await log.dropBefore(100_000);
    assert.deepEqual(await commits(0), [first + 5]);
  });
}
