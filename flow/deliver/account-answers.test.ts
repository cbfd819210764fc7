import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SendResult } from '#channels/port.ts';
import { send } from '#test/builders.ts';
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

const answers: readonly (readonly [answer: SendResult, receipt: string])[] = [
  [{ type: 'drop', reason: 'message_refused' }, 'failed message_refused undefined'],
  [{ type: 'suppress', reason: 'address_unknown' }, 'bounced address_unknown true'],
];
for (const [answer, expected] of answers) {
  test(`the answer "${answer.type}" ends in the receipt ${expected}`, async () => {
    const adapter = scriptedAdapter();
    adapter.answer = () => answer;
    worker = desk.start({ adapters: directoryOf(adapter) });
    const ada = somebody();
    await desk.commit([ada], [delivery(ada)]);
    const [receipt] = await desk.awaitReceipts(1);
    assert.equal(`${receipt?.kind} ${receipt?.reason} ${receipt?.permanent}`, expected);
  });
}

test('a retry comes again with the same key until it is taken', async () => {
  const adapter = scriptedAdapter();
  const keys: string[] = [];
  adapter.answer = (_message, { idempotencyKey }) => {
    keys.push(idempotencyKey);
    return keys.length < 3 ? { type: 'retry', reason: 'provider_busy' } : { type: 'accepted' };
  };
  worker = desk.start({ adapters: directoryOf(adapter), random: () => 0.01 });
  const ada = somebody();
  const effect = delivery(ada);
  await desk.commit([ada], [effect]);
  const receipts = await desk.awaitReceipts(1);
  assert.deepEqual(keys, [effect.delivery, effect.delivery, effect.delivery]);
  assert.deepEqual(
    receipts.map(({ kind }) => kind),
    ['handed_over'],
  );
});

test('a retry that would come too late is a failure, and an adapter that throws is tried again', async () => {
  const adapter = scriptedAdapter();
  adapter.answer = () => {
    throw new Error('not foreseen');
  };
  worker = desk.start({ adapters: directoryOf(adapter) });
  const ada = somebody();
  await desk.commit([ada], [delivery(ada, { notAfter: Date.now() + 500 })]);
  const [receipt] = await desk.awaitReceipts(1);
  assert.deepEqual([receipt?.kind, receipt?.reason], ['failed', 'internal_error']);
  assert.equal(desk.errors.length, 1);
});

test('a stopped account is left alone, probed with one message, and used again', async () => {
  const adapter = scriptedAdapter();
  const reports: (string | null)[] = [];
  adapter.answer = () => ({ type: 'stop', reason: 'authentication_failed' });
  worker = desk.start({
    adapters: directoryOf(adapter, (_workspace, _channel, reason) => void reports.push(reason)),
  });
  const people = Array.from({ length: 3 }, () => somebody());
  await desk.commit(
    people.slice(0, 1),
    people.slice(0, 1).map((one) => delivery(one)),
  );
  await eventually(async () => adapter.sent.length === 1);
  await desk.commit(
    people.slice(1),
    people.slice(1).map((one) => delivery(one)),
  );
  await sleep(100);
  assert.equal(adapter.sent.length, 1);
  adapter.answer = () => ({ type: 'accepted' });
  desk.advance(61_000);
  await eventually(async () => {
    desk.advance(1_000);
    return (await desk.receipts()).length === 3;
  });
  assert.deepEqual(reports, ['authentication_failed', null]);
});

test('the account keeps its rate, and what is transactional goes first', async () => {
  const adapter = scriptedAdapter({ concurrency: 1, perSecond: 20 });
  const people = Array.from({ length: 60 }, () => somebody());
  const effects = people.map((one, index) =>
    index < 50 ? delivery(one, { class: 'campaign' }) : delivery(one, { class: 'transactional', message: 'receipt' }),
  );
  await desk.commit(people, effects);
  const began = Date.now();
  worker = desk.start({ adapters: directoryOf(adapter) });
  await desk.awaitReceipts(60);
  const seconds = (Date.now() - began) / 1_000;
  const firstTen = new Set(adapter.sent.slice(0, 10).map(({ delivery: id }) => id));
  assert.ok(effects.slice(50).every(({ delivery: id }) => firstTen.has(id)));
  // 20 at once from the full bucket, the other 40 at 20 a second.
  assert.ok(seconds > 1.5 && seconds < 9, `${seconds} s`);
  assert.equal(adapter.sent.length, 60);
});

test('a slow account holds up no other one, and is not asked for more than it can take', async () => {
  const slow = scriptedAdapter({ concurrency: 2 });
  const first = Promise.withResolvers<SendResult>();
  slow.answer = () => first.promise;
  const quick = scriptedAdapter();
  const people = Array.from({ length: 300 }, () => somebody());
  await desk.commit(
    people,
    people.map((one) => delivery(one)),
  );
  worker = desk.start({
    adapters: { find: (_workspace, channel) => (channel === 'email' ? slow : quick), reportStop: () => {} },
  });
  await eventually(async () => slow.sent.length === 2);
  await desk.commit(
    [],
    people.slice(0, 20).map((one) => delivery(one, { channel: 'sms', class: 'campaign' })),
  );
  await desk.awaitReceipts(20);
  assert.equal(quick.sent.length, 20);
  assert.ok((await desk.store.outbox.counts()).claimed <= 30);
  first.resolve({ type: 'accepted' });
  await desk.awaitReceipts(320);
});

test('what a stopped account cannot send in time is held back while another channel can be tried', async () => {
  const adapter = scriptedAdapter();
  adapter.answer = () => ({ type: 'stop', reason: 'authentication_failed' });
  worker = desk.start({ adapters: directoryOf(adapter) });
  const people = Array.from({ length: 2 }, () => somebody());
  await desk.commit(
    people,
    people.slice(0, 1).map((one) => delivery(one)),
  );
  await eventually(async () => adapter.sent.length === 1);
  const [ending, lasting] = people.map((one, index) =>
    delivery(one, { notAfter: Date.now() + (index === 0 ? 30_000 : 3_600_000) }),
  );
  assert.ok(ending && lasting);
  await desk.commit([], [ending, lasting]);
  const [receipt] = await desk.awaitReceipts(1);
  assert.deepEqual([receipt?.delivery, receipt?.kind, receipt?.reason], [ending.delivery, 'held_back', 'rate_limited']);
  assert.equal(adapter.sent.length, 1);
  assert.equal((await desk.store.outbox.counts()).pending, 2);
});

test('a message that was taken back is said to be, although its account is stopped', async () => {
  const adapter = scriptedAdapter();
  adapter.answer = () => ({ type: 'stop', reason: 'authentication_failed' });
  worker = desk.start({ adapters: directoryOf(adapter) });
  const [ada, eve] = [somebody(), somebody()];
  await desk.commit([ada, eve], [delivery(ada)]);
  await eventually(async () => adapter.sent.length === 1);
  const effect = delivery(eve);
  await desk.commit([], [effect]);
  await desk.commit([{ ...eve, sends: [send({ ...effect, status: 'reserved', cancelling: true })] }], []);
  await desk.database.sql`update outbox set not_before = 0 where id = ${effect.delivery}`;
  const [receipt] = await desk.awaitReceipts(1);
  assert.equal(receipt?.kind, 'cancelled');
});
