import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openOutboxHolder } from '#components/store/postgres/outbox-holder.ts';
import {
  type DeliveryDesk,
  delivery,
  directoryOf,
  openDeliveryDesk,
  scriptedAdapter,
  somebody,
} from '#test/delivery.ts';
import { eventually } from '#test/eventually.ts';

let desk: DeliveryDesk;
let worker: { stop(): Promise<void> } | undefined;
before(async () => {
  desk = await openDeliveryDesk();
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await desk.clear();
});
after(() => desk.close());

test('what was sent is not sent again while it cannot be noted, though its lease ends', async () => {
  const adapter = scriptedAdapter();
  let isAway = true;
  const { outbox } = desk.store;
  const settle: typeof outbox.settle = async (settlements) => {
    if (isAway) throw new Error('the database is away');
    await outbox.settle(settlements);
  };
  worker = desk.start({ store: { ...desk.store, outbox: { ...outbox, settle } }, adapters: directoryOf(adapter) });
  const ada = somebody();
  await desk.commit([ada], [delivery(ada)]);
  await eventually(async () => desk.errors.length > 0);
  for (let lease = 0; lease < 2; lease++) {
    desk.advance(150_000);
    await sleep(100);
  }
  isAway = false;
  await eventually(async () => (await outbox.counts()).claimed + (await outbox.counts()).pending === 0);
  assert.equal(adapter.sent.length, 1);
  desk.errors.length = 0;
});

test('when people or links cannot be read for a moment, messages do not wait for the end of their lease', async () => {
  let failures = 0;
  const failOnce = <A extends unknown[], R>(work: (...words: A) => Promise<R>) => {
    let left = 1;
    return async (...words: A): Promise<R> => {
      if (left-- > 0) {
        failures += 1;
        throw new Error('the database is away');
      }
      return await work(...words);
    };
  };
  const readProfiles = failOnce(desk.store.readProfiles);
  const add = failOnce(desk.parts.shortLinks.add);
  worker = desk.start({
    store: { ...desk.store, readProfiles },
    shortLinks: { ...desk.parts.shortLinks, add },
  });
  const ada = somebody();
  await desk.commit([ada], [delivery(ada, { channel: 'sms' })]);
  await desk.awaitReceipts(1);
  assert.equal(failures, 2);
  desk.errors.length = 0;
});

test('a crash after the send repeats it with the same key, and its receipt is in the log once', async () => {
  const ada = somebody();
  const effect = delivery(ada);
  await desk.commit([ada], [effect]);
  const { store } = desk.parts;
  const dying = { ...store.outbox, settle: () => Promise.reject(new Error('killed')) };
  const first = desk.start({ store: { ...store, readProfiles: store.readProfiles, outbox: dying } });
  await desk.awaitReceipts(1);
  await first.stop();
  assert.equal((await store.outbox.counts()).claimed, 1);

  desk.advance(10 * 60_000);
  worker = desk.start();
  await eventually(async () => Object.values(await store.outbox.counts()).every((count) => count === 0));
  assert.equal((await desk.receipts()).length, 1);
  assert.equal((await desk.inbox.list(1, { limit: 10 })).length, 1);
});

test('stop finishes what is being sent and puts the rest back', async () => {
  const adapter = scriptedAdapter({ concurrency: 5 });
  adapter.answer = async () => {
    await sleep(50);
    return { type: 'accepted' };
  };
  const people = Array.from({ length: 15 }, () => somebody());
  await desk.commit(
    people,
    people.map((one) => delivery(one)),
  );
  const stopping = desk.start({ adapters: directoryOf(adapter) });
  await eventually(async () => adapter.sent.length > 0);
  await stopping.stop();
  const sent = adapter.sent.length;
  assert.ok(sent < 15);
  assert.equal((await desk.receipts()).length, sent);
  assert.deepEqual(await desk.store.outbox.counts(), { pending: 15 - sent, claimed: 0, dead: 0 });
  worker = desk.start({ adapters: directoryOf(adapter) });
  await desk.awaitReceipts(15);
  assert.equal(adapter.sent.length, 15);
});

test('what a process that was killed had claimed is sent by another one, long before its lease ends', async () => {
  const { store, clock } = desk.parts;
  const people = [somebody(), somebody()];
  await desk.commit(
    people,
    people.map((one) => delivery(one)),
  );
  const killed = await openOutboxHolder(desk.database.url);
  const lease = { holder: killed.id, now: clock(), milliseconds: 120_000 };
  const room = [{ workspace: 1, channel: 'email', upTo: [1, 1, 1] }];
  assert.equal((await store.outbox.claim(room, lease)).length, 1);
  worker = desk.start();
  await desk.awaitReceipts(1);
  await sleep(400);
  assert.equal((await desk.receipts()).length, 1, 'its holder lives');
  await killed.release();
  await desk.awaitReceipts(2);
});
