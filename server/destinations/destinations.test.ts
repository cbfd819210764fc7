import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import { openPostgresDestinations } from '#components/destination/postgres-store.ts';
import { type DestinationDefinition, type DestinationItem, destinationDefinition } from '#contracts/destination.ts';
import type { DestinationsOptions } from '#flow/destinations/start-destinations.ts';
import { startDestinationReceiver } from '#test/destinations/destination-receiver.ts';
import { startTestDestinations, testSecretKey } from '#test/destinations/destinations.ts';
import { eventually } from '#test/eventually.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';
import { listBatches, replayFailed, replayPeriod } from './batches.ts';
import { findDestination, insertDestination, moveDestination, saveSecrets } from './destination-rows.ts';
import { createSecret, sealDestination } from './secret.ts';

const file = fileURLToPath(import.meta.resolve('#test/destinations/destination-process.ts'));
const secret = createSecret();
const numberOf = (item: DestinationItem | undefined) =>
  (item?.data['properties'] as { number?: number } | undefined)?.number;
type Receiver = Awaited<ReturnType<typeof startDestinationReceiver>>;
let flow: RunningFlow;
let receiver: Receiver;
before(async () => {
  [flow, receiver] = await Promise.all([openFlow(), startDestinationReceiver()]);
});
after(async () => {
  await receiver.close();
  await flow.close();
});

const parts = () => ({ sql: flow.database.sql, workspace: 1 });
const start = (more: Partial<DestinationsOptions> = {}) =>
  startTestDestinations({ sql: flow.database.sql, clickhouse: flow.clickhouse.client }, more);

async function create(more: object): Promise<string> {
  receiver.requests.length = 0;
  receiver.answer = () => 204;
  const definition: DestinationDefinition = destinationDefinition.parse({
    ...{ name: 'Warehouse', url: receiver.url, allowPrivateAddresses: true, batchSeconds: 0 },
    facts: [{ type: 'event' }],
    ...more,
  });
  return insertDestination(parts(), definition, (id) =>
    sealDestination(testSecretKey, { workspace: 1, id }, { current: secret, old: null }),
  );
}

/** Events of some people, numbered for each. */
async function track(name: string, people: number, each: number, properties: object = {}): Promise<void> {
  for (let number = 0; number < each; number++) {
    const events = Array.from({ length: people }, (_, person) =>
      trackedEvent([{ kind: 'userId', value: `${name}-${person}` }], {
        ...{ type: 'track', name, properties: { number, ...properties } },
      } as Parameters<typeof trackedEvent>[1]),
    );
    await flow.ingest.accept(events);
  }
  await flow.settle();
}

const finished = async (id: string) => {
  await moveDestination(parts(), id, 'paused');
};

test('chosen facts arrive signed, each person in order, with ids that stay', async () => {
  const id = await create({
    facts: [{ type: 'event', names: ['Bought'], where: [{ name: 'number', operator: 'at_least', value: 2 }] }],
    people: 'identities',
    batchItems: 7,
  });
  const running = start();
  await track('Looked', 3, 2);
  await track('Bought', 9, 8);
  await eventually(async () => receiver.items().length >= 54);
  await running.stop();
  const items = receiver.items();
  assert.equal(items.length, 54);
  assert.equal(new Set(items.map((item) => item.id)).size, 54);
  for (const [, own] of Map.groupBy(items, (item) => item.profile)) {
    const numbers = own.map(numberOf);
    assert.deepEqual(numbers, [2, 3, 4, 5, 6, 7]);
    assert.match(own[0]?.person?.identities[0]?.value ?? '', /^Bought-\d$/);
  }
  for (const { headers, body, items: sent } of receiver.requests) {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    assert.ok(sent.length <= 7);
  }
  const [batch] = await listBatches(parts(), id, { status: 'delivered', limit: 10, offset: 0 });
  assert.partialDeepStrictEqual(batch, { attempts: 1, statusCode: 204, kind: 'live' });
  await finished(id);
});

test('killed in the middle, everything arrives, and ids tell what came twice', async () => {
  const id = await create({ batchItems: 5 });
  await track('Killed', 10, 40);
  for (let kills = 0; kills < 3; kills++) {
    const child = spawn(process.execPath, [file, flow.database.url, flow.clickhouse.url], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const before = receiver.requests.length;
    await eventually(async () => receiver.requests.length > before + 10, 20);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const running = start();
  await eventually(async () => new Set(receiver.items().map((item) => item.id)).size === 400, 20);
  await running.stop();
  const repeated =
    receiver.requests.length - new Set(receiver.requests.map(({ headers }) => headers['webhook-id'])).size;
  assert.ok(receiver.requests.length >= 80 && repeated <= 6, `${repeated} of ${receiver.requests.length} came twice`);
  const inOrder = [...Map.groupBy(receiver.items(), (item) => item.id).values()].flatMap(([first]) => first ?? []);
  for (const own of Map.groupBy(inOrder, ({ profile }) => profile).values()) {
    assert.deepEqual(own.map(numberOf), [...own.keys()]);
  }
  await finished(id);
});

test('what fails is tried again under the same id, and what is refused is set aside until it is replayed', async () => {
  const id = await create({ batchItems: 1, facts: [{ type: 'event', names: ['Poison'] }] });
  let tries = 0;
  const ids = new Set<unknown>();
  receiver.answer = ({ headers, items: [item] }) => {
    const number = numberOf(item);
    if (number === 0) {
      ids.add(headers['webhook-id']);
      return ++tries < 3 ? 503 : 204;
    }
    return number === 1 ? 422 : 204;
  };
  const running = start({ random: () => 0.01 });
  await track('Poison', 1, 4);
  await eventually(async () => receiver.items().length === 3);
  assert.equal(ids.size, 1);
  const failed = await listBatches(parts(), id, { status: 'failed', limit: 10, offset: 0 });
  assert.equal(failed.length, 1);
  assert.partialDeepStrictEqual(failed[0], { attempts: 3, statusCode: 422, reason: 'receiver_refused' });
  receiver.answer = () => 204;
  assert.equal(await replayFailed(parts(), id), 1);
  await eventually(async () => receiver.items().length === 4);
  assert.equal(receiver.requests.at(-1)?.headers['throughline-delivery'], 'replay');
  const [replayed] = await listBatches(parts(), id, { status: 'replayed', limit: 10, offset: 0 });
  assert.equal(replayed?.id, failed[0]?.id);
  await running.stop();
  await finished(id);
});

test('a period is sent again with the ids of the first time, beside what is new', async () => {
  const id = await create({ facts: [{ type: 'event', names: ['Again'] }] });
  const running = start();
  await track('Again', 4, 3);
  await eventually(async () => receiver.items().length === 12);
  const first = new Set(receiver.items().map((item) => item.id));
  receiver.requests.length = 0;
  await replayPeriod(parts(), id, { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 60_000) });
  await eventually(async () => receiver.items().length === 12);
  assert.deepEqual(new Set(receiver.items().map((item) => item.id)), first);
  await eventually(async () => (await findDestination(parts(), id)).replays === 0);
  receiver.requests.length = 0;
  await replayPeriod(parts(), id, { from: new Date(0), to: new Date(1_000) });
  await eventually(async () => (await findDestination(parts(), id)).replays === 0);
  assert.equal(receiver.requests.length, 0);
  await running.stop();
  await finished(id);
});

test('nothing is lost while it is paused, and a receiver that is gone or out for days is paused', async () => {
  const id = await create({ facts: [{ type: 'event', names: ['Paused'] }] });
  await moveDestination(parts(), id, 'paused');
  const paused: string[] = [];
  let ahead = 0;
  const running = start({
    onPaused: (_, reason) => paused.push(reason),
    clock: () => Date.now() + ahead,
    random: () => 0,
  });
  await track('Paused', 2, 2);
  assert.equal(receiver.requests.length, 0);
  receiver.answer = () => 410;
  await moveDestination(parts(), id, 'active');
  await eventually(async () => paused.length === 1);
  receiver.answer = () => 500;
  await moveDestination(parts(), id, 'active');
  await eventually(async () => (await findDestination(parts(), id)).failingSince !== null);
  ahead = 73 * 3_600_000;
  await eventually(async () => paused.length === 2);
  assert.deepEqual(paused, ['gone', 'failing']);
  assert.partialDeepStrictEqual(await findDestination(parts(), id), { status: 'paused', pauseReason: 'failing' });
  receiver.answer = () => 204;
  ahead = 80 * 3_600_000;
  await moveDestination(parts(), id, 'active');
  await eventually(async () => receiver.items().length === 4);
  await running.stop();
  await finished(id);
});

test('a secret that is rotated signs beside the new one until its time is over', async () => {
  const id = await create({ facts: [{ type: 'event', names: ['Rotated'] }] });
  const row = await findDestination(parts(), id);
  const newer = createSecret();
  const sealed = sealDestination(testSecretKey, { workspace: 1, id }, { current: newer, old: secret });
  await saveSecrets(parts(), row, sealed, new Date(Date.now() + 3_600_000));
  let ahead = 0;
  const running = start({ clock: () => Date.now() + ahead });
  await track('Rotated', 1, 1);
  await eventually(async () => receiver.requests.length === 1);
  const [both] = receiver.requests;
  for (const one of [secret, newer]) new Webhook(one).verify(both?.body ?? '', both?.headers as Record<string, string>);
  ahead = 3_700_000;
  await track('Rotated', 1, 1);
  await eventually(async () => receiver.requests.length === 2);
  const signature = String(receiver.requests[1]?.headers['webhook-signature']);
  assert.equal(signature.split(' ').length, 1);
  await running.stop();
  await finished(id);
});

test('every kind of fact can be read', async () => {
  const id = await create({
    facts: ['event', 'segment', 'journey', 'message', 'order', 'consent', 'profile'].map((type) => ({ type })),
    imported: true,
  });
  const running = start();
  await track('Order Completed', 2, 1, { order_id: 'o1', total: 12.5, currency: 'GBP' });
  await eventually(async () => new Set(receiver.items().map((item) => item.type)).size >= 3);
  await running.stop();
  const order = receiver.items().find((item) => item.type === 'order');
  assert.partialDeepStrictEqual(order?.data, { value: 12.5, currency: 'GBP', imported: false });
  assert.ok(receiver.items().some((item) => item.type === 'profile'));
  await openPostgresDestinations(flow.database.sql).dropBefore(Date.now() + 1_000, 10_000);
  assert.deepEqual(await listBatches(parts(), id, { status: 'delivered', limit: 10, offset: 0 }), []);
  await finished(id);
});
