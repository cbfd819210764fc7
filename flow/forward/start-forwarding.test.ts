import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { OutboxItem } from '#components/store/port/outbox.ts';
import { type DeliveryDesk, openDeliveryDesk } from '#test/delivery.ts';
import { eventually } from '#test/eventually.ts';
import { startForwarding } from './start-forwarding.ts';

let desk: DeliveryDesk;
before(async () => {
  desk = await openDeliveryDesk();
});
after(() => desk.close());

function row(stimulus: object): Pick<OutboxItem, 'id' | 'body'> {
  return { id: randomUUID(), body: JSON.stringify(stimulus) };
}

async function put(rows: readonly Pick<OutboxItem, 'id' | 'body'>[]): Promise<void> {
  for (const { id, body } of rows) {
    await desk.database.sql`
      insert into outbox (lane, id, workspace, profile, kind, rank, not_before, body, created_at)
      values (0, ${id}, 1, ${randomUUID()}, 'send_stimulus', 0, 0, ${body}, 0)`;
  }
}

const isEmpty = async () => {
  const { pending, claimed } = await desk.store.outbox.counts();
  return pending + claimed === 0;
};

test('stimuli reach the log once, also when the row comes again; what is no stimulus becomes a dead letter', async () => {
  const at = Date.now();
  const receipt = {
    type: 'receipt',
    workspace: 1,
    kind: 'opened',
    channel: 'email',
    delivery: randomUUID(),
    at,
    receivedAt: at,
  };
  const profile = randomUUID();
  const forwarded = { ...receipt, profile, id: 'opened:1' };
  // The same stimulus for another person is no repeat: a tombstone forwards under the id that came in.
  const toWinner = { ...forwarded, profile: randomUUID() };
  await put([row(forwarded), row(toWinner), row({ nonsense: true })]);
  const { store, append, log } = desk.parts;
  const worker = startForwarding({ store, append, log });
  await eventually(isEmpty);
  await put([row(forwarded)]);
  await eventually(isEmpty);
  await worker.stop();
  const arrived = (await desk.receipts()).map(({ id, profile: of }) => `${of} ${id}`);
  assert.deepEqual(new Set(arrived), new Set([`${profile} opened:1`, `${toWinner.profile} opened:1`]));
  assert.equal(arrived.length, 2);
  assert.equal((await store.outbox.counts()).dead, 1);
  assert.deepEqual(desk.errors, []);
});

test('stimuli keep the order of their lane, also when the log refuses them for a while', async () => {
  const { store, append, log } = desk.parts;
  const profile = randomUUID();
  const receipts = Array.from({ length: 450 }, (_, index) => ({
    type: 'receipt',
    workspace: 1,
    profile,
    id: `opened:${index}`,
    kind: 'opened',
    channel: 'email',
    delivery: randomUUID(),
    at: index,
    receivedAt: index,
  }));
  await put(receipts.map(row));
  let calls = 0;
  const worker = startForwarding({
    store,
    append: async (stimuli) => {
      calls += 1;
      if (calls === 2) throw new Error('the database is not there');
      await append(stimuli);
    },
    log,
  });
  await eventually(isEmpty);
  await worker.stop();
  const arrived = (await desk.receipts()).filter((one) => one.profile === profile).map(({ id }) => id);
  assert.deepEqual(
    arrived,
    receipts.map(({ id }) => id),
  );
  assert.equal(desk.errors.splice(0).length, 1);
});
