import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { emptyCommit, liveEntry } from './contract-inputs.ts';
import { runIdentityContract } from './identity-contract.ts';
import type { Store } from './port/index.ts';
import { FencedError } from './port/lane.ts';
import type { LogClass, LogFrame } from './port/log.ts';
import type { OutboxItem } from './port/outbox.ts';

/** What every store must do, whatever it is made of. `open` gives a fresh one with the partitions 0 and 128. */
export async function runStoreContract(test: TestContext, open: () => Promise<Store>): Promise<void> {
  await test.test('log: entries come back in order, per partition', async () => {
    const { log } = await open();
    await log.append([liveEntry(0, '{"n":1}'), liveEntry(128, '{"n":2}'), liveEntry(0, '{"n":3}')]);
    await log.append([liveEntry(0, '{"n":4}')]);
    const frames = await log.read(0, 'live', 0, 10);
    assert.deepEqual(
      frames.map(({ body }) => JSON.parse(body)),
      [[{ n: 1 }, { n: 3 }], [{ n: 4 }]],
    );
    assert.deepEqual(
      frames.map(({ sequence }) => sequence),
      [1, 2],
    );
    assert.deepEqual(
      (await log.read(0, 'live', 1, 10)).map(({ sequence }) => sequence),
      [2],
    );
    assert.equal((await log.read(0, 'bulk', 0, 10)).length, 0);
  });

  await test.test('log: a read of large frames stays small, and gets on', async () => {
    const { log } = await open();
    const large = JSON.stringify('x'.repeat(3_000_000));
    for (let n = 0; n < 4; n++) await log.append([liveEntry(0, large)]);
    const first = await log.read(0, 'live', 0, 10);
    assert.deepEqual(
      first.map(({ sequence }) => sequence),
      [1, 2],
    );
    assert.deepEqual(
      (await log.read(0, 'live', 2, 10)).map(({ sequence }) => sequence),
      [3, 4],
    );
  });

  await test.test('log: a key is taken once, within a batch and across batches', async () => {
    const { log } = await open();
    const key = randomUUID().replaceAll('-', '');
    assert.deepEqual(await log.append([liveEntry(0, '1', key), liveEntry(0, '2', key), liveEntry(0, '3')]), [
      false,
      true,
      false,
    ]);
    assert.deepEqual(await log.append([liveEntry(128, '4', key)]), [true]);
    assert.deepEqual(
      (await log.read(0, 'live', 0, 10)).map(({ body }) => body),
      ['[1,3]'],
    );
    assert.equal((await log.read(128, 'live', 0, 10)).length, 0);
  });

  await test.test('log: entries that share a key come in together, once, in whatever company', async () => {
    const { log } = await open();
    const [shared, own] = [randomUUID(), randomUUID()].map((id) => id.replaceAll('-', ''));
    const together = (...bodies: string[]) =>
      bodies.map((body) => ({ ...liveEntry(0, body, shared), keyIsShared: true as const }));
    assert.deepEqual(await log.append([...together('1', '2'), liveEntry(0, '3', own)]), [false, false, false]);
    assert.deepEqual(await log.append(together('1', '2')), [true, true]);
    assert.deepEqual(await log.append([...together('1', '2'), liveEntry(0, '4')]), [true, true, false]);
    assert.deepEqual(await log.append([liveEntry(128, '3', own)]), [true]);

    const other = (body: string) => ({
      ...liveEntry(128, body, randomUUID().replaceAll('-', '')),
      keyIsShared: true as const,
    });
    const [first, second] = [other('5'), other('6')];
    assert.deepEqual(await log.append([first, { ...first, body: '7' }, liveEntry(128, '3', own), second]), [
      ...[false, false, true, false],
    ]);
    const bodies = async (partition: number) => (await log.read(partition, 'live', 0, 10)).map(({ body }) => body);
    assert.deepEqual([await bodies(0), await bodies(128)], [['[1,2,3]', '[4]'], ['[5,7,6]']]);
  });

  await test.test('log: whoever watches hears of each frame once it can be read', async () => {
    const { log, releases } = await open();
    const heard: string[] = [];
    const bodies: [number, LogClass, LogFrame][] = [];
    let awaited = Promise.withResolvers<void>();
    const watch = (partition: number) =>
      log.watch(partition, (told) => {
        heard.push(`${partition} ${told?.class} ${told?.sequence}`);
        if (told?.body !== undefined)
          bodies.push([partition, told.class, { sequence: told.sequence, body: told.body }]);
        awaited.resolve();
      });
    const watched = await Promise.all([0, 128].map(watch));
    async function told(...frames: string[]): Promise<void> {
      while (heard.length < frames.length) {
        awaited = Promise.withResolvers();
        if (heard.length < frames.length) await awaited.promise;
      }
      assert.deepEqual(heard.splice(0).sort(), frames);
    }
    const key = randomUUID().replaceAll('-', '');
    await log.append([liveEntry(0, '1', key), { ...liveEntry(128, '2'), class: 'bulk' }, liveEntry(0, '3')]);
    await told('0 live 1', '128 bulk 1');
    assert.deepEqual(await log.append([liveEntry(0, '1', key)]), [true]);
    await log.append([liveEntry(0, '4')]);
    await told('0 live 2');
    await releases.publish(1, (newest) => newest);
    await told('0 live 3', '128 live 1');
    for (const [partition, logClass, frame] of bodies) {
      assert.deepEqual(await log.read(partition, logClass, frame.sequence - 1, 1), [frame]);
    }
    await Promise.all(watched.map((unwatch) => unwatch()));
    const another = Promise.withResolvers<unknown>();
    const unwatch = await log.watch(0, another.resolve);
    await log.append([liveEntry(0, '5')]);
    await another.promise;
    assert.deepEqual(heard, [], 'who watches no longer hears nothing');
    await unwatch();
  });

  await test.test('log: concurrent appenders leave no gap that fills late', async () => {
    const { log } = await open();
    const seen: number[] = [];
    let writing = true;
    const reader = (async () => {
      while (writing || (await log.read(0, 'live', seen.length, 1)).length > 0) {
        for (const { sequence } of await log.read(0, 'live', seen.at(-1) ?? 0, 5)) seen.push(sequence);
      }
    })();
    await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        log.append(
          n % 2 === 0 ? [liveEntry(0, `${n}`), liveEntry(128, `${n}`)] : [liveEntry(128, `${n}`), liveEntry(0, `${n}`)],
        ),
      ),
    );
    writing = false;
    await reader;
    assert.deepEqual(
      seen,
      Array.from({ length: 60 }, (_, n) => n + 1),
    );
  });

  await test.test(
    'log: what several are sent at the same time is taken once, and nothing with it is lost',
    async () => {
      const { log } = await open();
      const keys = Array.from({ length: 40 }, () => randomUUID().replaceAll('-', ''));
      const calls = Array.from({ length: 30 }, (_, call) =>
        keys
          .filter((_, index) => (index * 7 + call) % 3 === 0)
          .sort(() => (call % 2 === 0 ? 1 : -1))
          .map((key, index) => liveEntry(index % 2 === 0 ? 0 : 128, JSON.stringify(key), key)),
      );
      await Promise.all(calls.map((entries) => log.append(entries)));
      const frames = [...(await log.read(0, 'live', 0, 99)), ...(await log.read(128, 'live', 0, 99))];
      const taken = frames.flatMap(({ body }) => JSON.parse(body) as string[]);
      assert.deepEqual(taken.toSorted(), keys.toSorted());
    },
  );

  await test.test('log: a key that came with an unknown partition is not remembered', async () => {
    const { log } = await open();
    const key = randomUUID().replaceAll('-', '');
    await assert.rejects(log.append([liveEntry(0, '1', key), liveEntry(77, '2')]));
    assert.deepEqual(await log.read(0, 'live', 0, 10), []);
    assert.deepEqual(await log.append([liveEntry(0, '3', key)]), [false]);
  });

  await test.test('lane: a commit writes all, and a fenced one nothing', async () => {
    const store = await open();
    const profile = randomUUID();
    const first = await store.lanes.acquire(0);
    const state = { lane: 3, workspace: 1, profile, isNew: true, document: '{"a":"\\"é"}', nextDue: 500 };
    const delivery = randomUUID();
    await store.lanes.commit({
      ...emptyCommit(0, first.epoch, first.commit + 1),
      offsets: { live: 7, bulk: 2 },
      releases: { 1: 4 },
      states: [state],
      outbox: [{ lane: 3, workspace: 1, profile, id: delivery, kind: 'deliver', rank: 1, notBefore: 0, body: '{}' }],
      facts: [{ table: 'event', rows: 1, body: '{"x":1}\n' }],
    });
    assert.equal((await store.lanes.load(1, [profile, randomUUID()])).get(profile), state.document);
    assert.deepEqual([...(await store.lanes.due(0, 128, 600, 10))], [{ workspace: 1, profile, dueAt: 500 }]);
    assert.equal((await store.lanes.due(0, 128, 400, 10)).length, 0);
    assert.equal((await store.facts.read(0, first.commit, 1_000))[0]?.body, '{"x":1}\n');

    const second = await store.lanes.acquire(0);
    assert.deepEqual(second.offsets, { live: 7, bulk: 2 });
    assert.deepEqual(second.releases, { 1: 4 });
    const late = {
      ...emptyCommit(0, first.epoch, first.commit + 2),
      states: [{ ...state, isNew: false, document: '"late"' }],
    };
    await assert.rejects(store.lanes.commit(late), FencedError);
    assert.equal((await store.lanes.load(1, [profile])).get(profile), state.document);
  });

  await test.test('outbox: whoever watches hears of the kinds that it asked for', async () => {
    const { lanes, outbox } = await open();
    const { epoch, commit } = await lanes.acquire(0);
    const heard: string[] = [];
    const delivered = Promise.withResolvers<void>();
    const unwatch = [
      await outbox.watch(['ask', 'call'], () => heard.push('ask')),
      await outbox.watch(['send_stimulus'], () => heard.push('send')),
      await outbox.watch(['deliver'], () => {
        heard.push('deliver');
        delivered.resolve();
      }),
    ];
    const row = { lane: 3, workspace: 1, profile: randomUUID(), rank: 1, notBefore: 0, body: '{}' } as const;
    const rows = (...kinds: readonly OutboxItem['kind'][]) => kinds.map((kind) => ({ ...row, id: randomUUID(), kind }));
    await lanes.commit({ ...emptyCommit(0, epoch, commit + 1), outbox: rows('call', 'call', 'suppress_address') });
    await lanes.commit({ ...emptyCommit(0, epoch, commit + 2) });
    await lanes.commit({ ...emptyCommit(0, epoch, commit + 3), outbox: rows('deliver', 'send_stimulus') });
    await delivered.promise;
    assert.deepEqual(heard.sort(), ['ask', 'deliver', 'send']);
    for (const end of unwatch) await end();
  });

  await test.test('lane: a document may be replaced and its timer taken away', async () => {
    const { lanes } = await open();
    const profile = randomUUID();
    const { epoch, commit } = await lanes.acquire(0);
    const state = { lane: 3, workspace: 1, profile, isNew: true, document: '{}', nextDue: 500 };
    await lanes.commit({ ...emptyCommit(0, epoch, commit + 1), states: [state] });
    const replaced = { ...state, isNew: false, document: '[]', nextDue: null };
    await lanes.commit({ ...emptyCommit(0, epoch, commit + 2), states: [replaced] });
    assert.equal((await lanes.load(1, [profile])).get(profile), '[]');
    assert.equal((await lanes.due(0, 128, 600, 10)).length, 0);
  });

  await test.test('facts: a commit that recorded none is nothing that the reports are behind with', async () => {
    const store = await open();
    const { epoch, commit } = await store.lanes.acquire(0);
    const seat = await store.facts.acquire(0);
    const waitingSince = async () =>
      (await store.facts.progress()).find(({ partition }) => partition === 0)?.waitingSince;
    await store.facts.advance(0, seat.epoch, commit);
    await store.lanes.commit({ ...emptyCommit(0, epoch, commit + 1), now: 5_000 });
    assert.equal(await waitingSince(), null);
    const facts = [{ table: 'event', rows: 1, body: '{"n":1}\n' }];
    await store.lanes.commit({ ...emptyCommit(0, epoch, commit + 2), now: 6_000, facts });
    assert.equal(await waitingSince(), 6_000);
    await store.facts.advance(0, seat.epoch, commit + 2);
    assert.equal(await waitingSince(), null);
  });

  await test.test('facts: read from a commit on, advanced by one projector at a time', async () => {
    const { lanes, facts } = await open();
    const { epoch, commit } = await lanes.acquire(128);
    for (let n = 1; n <= 3; n++) {
      const frames = [
        { table: 'event', rows: 1, body: `{"n":${n}}\n` },
        { table: 'decision', rows: 1, body: '{}\n' },
      ];
      await lanes.commit({ ...emptyCommit(128, epoch, commit + n), facts: frames });
    }
    const seat = await facts.acquire(128);
    assert.equal((await facts.read(128, seat.projected, 1_000)).length, 6);
    assert.equal(
      (await facts.read(128, seat.projected, 1)).length,
      2,
      'a whole commit, even if it is larger than asked',
    );
    await facts.advance(128, seat.epoch, commit + 2);
    assert.deepEqual(
      (await facts.read(128, commit + 2, 1_000)).map((frame) => frame.commit),
      [commit + 3, commit + 3],
    );
    await facts.acquire(128);
    await assert.rejects(facts.advance(128, seat.epoch, commit + 3), FencedError);
  });

  await runIdentityContract(test, open);

  await test.test('releases: numbered in turn, with a control stimulus in every partition', async () => {
    const { releases, log } = await open();
    const before = (await log.heads()).filter((head) => head.class === 'live');
    const published = await Promise.all([
      releases.publish(1, (newest) => newest),
      releases.publish(1, (newest) => newest),
    ]);
    const numbers = published.map(({ number }) => number).sort((a, b) => a - b);
    assert.equal((numbers[1] ?? 0) - (numbers[0] ?? 0), 1);
    assert.equal((await releases.newest(1))?.number, numbers[1]);
    for (const { partition, sequence } of before) {
      const frames = await log.read(partition, 'live', sequence, 10);
      const controls = frames.flatMap(({ body }) => JSON.parse(body) as { type: string; release: number }[]);
      assert.deepEqual(
        controls.map(({ release }) => release),
        numbers,
      );
    }
  });
}
