import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { emptyCommit } from './contract-inputs.ts';
import type { Store } from './port/index.ts';
import type { OutboxToWrite } from './port/lane.ts';
import type { OutboxHolder, OutboxItem } from './port/outbox.ts';

/** What every outbox must do. `open` gives a fresh store with the partitions 0 and 128, `hold` one more holder of claims. */
export async function runOutboxContract(
  test: TestContext,
  open: () => Promise<Store>,
  hold: () => Promise<OutboxHolder>,
): Promise<void> {
  const email = { workspace: 1, channel: 'email' };
  const sms = { workspace: 1, channel: 'sms' };
  const lease = (now: number, holder = 0) => ({ holder, now, milliseconds: 1_000 });

  async function write(store: Store, ...rows: OutboxToWrite[]): Promise<void> {
    const { epoch, commit } = await store.lanes.acquire(0);
    await store.lanes.commit({ ...emptyCommit(0, epoch, commit + 1), outbox: rows });
  }

  await test.test('outbox: each account gets what it has room for, in order of rank, and each row once', async () => {
    const store = await open();
    const { outbox } = store;
    assert.deepEqual(await outbox.waiting(), []);
    await write(store, ...[2, 1, 0, 2, 1].map((rank) => message({ rank })), message({ channel: 'sms' }));
    await write(store, message({ rank: 1, notBefore: 9_000 }), message({ channel: 'push', notBefore: 9_000 }));
    assert.deepEqual(await outbox.waiting(), [email, { workspace: 1, channel: 'push' }, sms]);
    const room = [
      { ...email, upTo: [4, 3, 2] },
      { ...sms, upTo: [0, 5, 5] },
    ];
    const [one, two] = await Promise.all([
      outbox.claim([{ ...email, upTo: [4, 3, 2] }], lease(2_000)),
      outbox.claim([{ ...email, upTo: [4, 3, 2] }], lease(2_000)),
    ]);
    const taken = [...one, ...two];
    assert.equal(new Set(taken.map(({ id }) => id)).size, taken.length);
    const rest = await outbox.claim(room, lease(2_000));
    assert.equal(taken.length + rest.length, 6);
    assert.deepEqual(await outbox.counts(), { pending: 2, claimed: 6, dead: 0 });
  });

  await test.test('outbox: room is filled by what is more urgent first', async () => {
    const store = await open();
    await write(store, ...[2, 1, 0, 2, 1, 0].map((rank) => message({ rank })));
    const ranks = async (...upTo: number[]) =>
      (await store.outbox.claim([{ ...email, upTo }], lease(2_000))).map(({ body }) => JSON.parse(body).rank);
    assert.deepEqual(await ranks(2, 1, 1), [0, 0]);
    assert.deepEqual(await ranks(9, 1, 1), [1]);
    assert.deepEqual(await ranks(0, 0, 0), []);
    assert.deepEqual(await ranks(3, 3, 2), [1, 2]);
  });

  await test.test('outbox: a row that names no channel can be claimed too', async () => {
    const store = await open();
    await write(store, { ...message({}), body: 'not even JSON' });
    const [account] = await store.outbox.waiting();
    assert.deepEqual(account, { workspace: 1, channel: '' });
    const items = await store.outbox.claim([{ workspace: 1, channel: '', upTo: [9, 9, 9] }], lease(2_000));
    assert.deepEqual(
      items.map(({ body }) => body),
      ['not even JSON'],
    );
  });

  await test.test('outbox: what is settled is gone, put off or dead', async () => {
    const store = await open();
    const { outbox } = store;
    await write(store, message({ rank: 0 }), message({ rank: 1 }), message({ rank: 2 }), message({ notBefore: 9_000 }));
    const claimAll = (now: number) => outbox.claim([{ ...email, upTo: [10, 10, 10] }], lease(now));
    const [a, b, c] = await claimAll(2_000);
    assert.ok(a && b && c);
    await outbox.settle([
      { item: a, outcome: { type: 'done' } },
      { item: b, outcome: { type: 'retry', at: 5_000, error: 'busy' } },
      { item: c, outcome: { type: 'dead', error: 'broken\0' } },
    ]);
    assert.deepEqual(await outbox.counts(), { pending: 2, claimed: 0, dead: 1 });
    assert.equal((await claimAll(4_999)).length, 0);
    assert.deepEqual(
      (await claimAll(5_000)).map(({ attempt }) => attempt),
      [2],
    );
  });

  await test.test('outbox: what ends, and what was taken back, can be claimed without room', async () => {
    const store = await open();
    const { outbox, lanes } = store;
    const [ending, takenBack] = [message({ notAfter: 3_000 }), message({ notBefore: 9_000 })];
    await write(store, ending, takenBack, message({}), message({ channel: 'sms', notAfter: 3_000 }));
    const { epoch, commit } = await lanes.acquire(0);
    await lanes.commit({ ...emptyCommit(0, epoch, commit + 1), cancelled: [takenBack.id] });
    assert.equal((await outbox.claimEnding([{ ...sms, before: 3_000 }], 10, lease(2_000))).length, 0);
    const items = await outbox.claimEnding([{ ...email, before: 3_001 }], 10, lease(2_000));
    assert.deepEqual(new Set(items.map(({ id }) => id)), new Set([ending.id, takenBack.id]));
  });

  await test.test('outbox: what the dead have claimed is given back, what the living have is not', async () => {
    const store = await open();
    const { outbox } = store;
    const living = await hold();
    const dying = await hold();
    await write(store, message({}), message({}), message({}));
    const claim = async (holder: OutboxHolder): Promise<OutboxItem | undefined> =>
      (await outbox.claim([{ ...email, upTo: [1, 1, 1] }], lease(2_000, holder.id)))[0];
    const [kept, lost, expired] = [await claim(living), await claim(dying), await claim(living)];
    assert.ok(kept && lost && expired);
    assert.deepEqual(await outbox.silentHolders(), []);
    await dying.release();
    const silent = await eventually(() => outbox.silentHolders(), 1);
    assert.deepEqual(silent, [dying.id]);
    await outbox.giveBack(silent, 2_500);
    assert.equal((await claim(living))?.id, lost.id);
    await outbox.giveBack([], 3_001);
    assert.deepEqual(await outbox.counts(), { pending: 3, claimed: 0, dead: 0 });
    await living.release();
  });

  await test.test('outbox: a row tells how it stands until it is settled', async () => {
    const store = await open();
    const { outbox } = store;
    const [waits, fails] = [message({ rank: 0, notBefore: 9_000 }), message({ rank: 2 })];
    await write(store, waits, fails);
    const pending = { status: 'pending', error: null };
    assert.deepEqual(await outbox.look(1, waits.id), { ...pending, notBefore: 9_001 });
    assert.equal(await outbox.look(2, waits.id), undefined);
    const [item] = await outbox.claim([{ ...email, upTo: [9, 9, 9] }], lease(2_000));
    assert.ok(item);
    assert.deepEqual(await outbox.look(1, fails.id), { status: 'claimed', notBefore: 1, error: null });
    await outbox.settle([{ item, outcome: { type: 'retry', at: 5_000, error: 'timeout' } }]);
    assert.deepEqual(await outbox.look(1, fails.id), { status: 'pending', notBefore: 5_000, error: 'timeout' });
    await outbox.settle([{ item, outcome: { type: 'done' } }]);
    assert.equal(await outbox.look(1, fails.id), undefined);
  });

  await test.test('outbox: rows are read in the order in which they were written, until they are settled', async () => {
    const { lanes, outbox } = await open();
    const { epoch, commit } = await lanes.acquire(0);
    const row = (body: number) =>
      ({
        lane: body % 5,
        workspace: 1,
        profile: randomUUID(),
        id: randomUUID(),
        kind: 'send_stimulus',
        rank: 0,
        notBefore: 9_000 - body,
        body: `${body}`,
      }) as const;
    const bodies = Array.from({ length: 40 }, (_, index) => index);
    await lanes.commit({ ...emptyCommit(0, epoch, commit + 1), outbox: bodies.slice(0, 25).map(row) });
    await lanes.commit({ ...emptyCommit(0, epoch, commit + 2), outbox: bodies.slice(25).map(row) });
    const first = await outbox.read('send_stimulus', 30);
    assert.deepEqual(
      first.map(({ body }) => Number(body)),
      bodies.slice(0, 30),
    );
    await outbox.settle(first.slice(0, 20).map((item) => ({ item, outcome: { type: 'done' } })));
    const second = await outbox.read('send_stimulus', 30);
    assert.deepEqual(
      second.map(({ body }) => Number(body)),
      bodies.slice(20),
    );
  });
}

function message(parts: { channel?: string; rank?: number; notBefore?: number; notAfter?: number }): OutboxToWrite {
  const { channel = 'email', rank = 1, notBefore = 0, notAfter = 90_000 } = parts;
  return {
    lane: rank,
    workspace: 1,
    profile: randomUUID(),
    id: randomUUID(),
    kind: 'deliver',
    rank,
    notBefore: notBefore + 1,
    body: JSON.stringify({ rank, channel, notBefore, notAfter, trigger: { channel: 'other', notAfter: 1 } }),
  };
}

/** The server notices the end of a session a moment later. */
async function eventually<T>(look: () => Promise<readonly T[]>, count: number): Promise<readonly T[]> {
  for (let tries = 0; ; tries++) {
    const found = await look();
    if (found.length === count || tries === 200) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
