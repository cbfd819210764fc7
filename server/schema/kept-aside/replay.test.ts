import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import { defaultSchemaSettings, type EventRule, eventRule, fieldRule } from '#contracts/schema/schema.ts';
import type { KeptGroupKey, MendStep } from '#contracts/schema/schema-kept-aside.ts';
import { BusyError, type TrackedEvent } from '#contracts/tracked-event.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';
import { type FollowedSchema, followSchema, mendToolsOf } from '../follow-schema.ts';
import { createSchemaGate } from '../gate.ts';
import { saveRule, saveSettings } from '../rules.ts';
import { eraseKept } from './erase-kept.ts';
import { createKeepAside } from './keep-aside.ts';
import { dropKept, readActions, readGroups, readKeptSize, startAction, undoDiscard } from './kept-store.ts';
import { type ReplayParts, replayWaiting } from './replay.ts';

let flow: RunningFlow;
let schema: FollowedSchema;
let parts: ReplayParts;
const fail = (error: unknown) => assert.fail(error instanceof Error ? error : String(error));
const revisions = new Map<string, number>();

before(async () => {
  flow = await openFlow();
  const schemaParts = { sql: flow.database.sql, store: flow.store, workspace: 1 };
  schema = await followSchema(schemaParts, fail);
  parts = {
    ...{ sql: flow.database.sql, workspace: 1, sink: flow.ingest, schema: schema.current, now: Date.now },
    tools: () => mendToolsOf(schemaParts),
    onError: fail,
  };
});
after(async () => {
  await schema.stop();
  await flow.close();
});

async function fix(name: string, rule: Partial<EventRule>) {
  const revision = await saveRule(parts.sql, 1, 'event', name, eventRule.parse(rule), revisions.get(name) ?? 0);
  revisions.set(name, revision);
  await schema.refresh();
}

async function accept(events: readonly TrackedEvent[]) {
  const misfits = { count: () => {} };
  return createSchemaGate({
    ...{ sink: flow.ingest, schema: schema.current, keepAside: createKeepAside(parts.sql), misfits },
  }).accept(events);
}

async function replay(group: KeptGroupKey, steps: MendStep[] = [], asHistory = false) {
  const id = uuidv7();
  await startAction(parts.sql, 1, { id, action: 'replay', group, steps, asHistory });
  while ((await replayWaiting(parts)) > 0);
  const [action] = await readActions(parts.sql, 1, id);
  assert.ok(action);
  return action;
}

const group = async (name: string) => {
  const found = (await readGroups(parts.sql, 1)).filter((one) => one.name === name);
  assert.equal(found.length, 1, `${found.length} groups of ${name}`);
  const [{ kind, reason, path } = assert.fail()] = found;
  return { kind, name, reason, path };
};

/** The facts that arrived in ClickHouse, by message id. */
async function facts(name: string, wanted: number) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const result = await flow.clickhouse.client.query({
      query: `SELECT message_id AS id, toUnixTimestamp64Milli(at) AS at, properties, source FROM event WHERE name = {name:String} ORDER BY id`,
      query_params: { name },
      format: 'JSONEachRow',
    });
    const rows = await result.json<{ id: string; at: number; properties: string; source: string }>();
    if (rows.length >= wanted) return rows;
    await sleep(50);
  }
  return assert.fail(`Fewer than ${wanted} facts of ${name} arrived`);
}

const who = [{ kind: 'userId' as const, value: 'ann' }];

test('what was kept aside goes in mended, under its own id and time, and only once', async () => {
  await fix('Bought', { mode: 'enforce', fields: { price: fieldRule.parse({ type: 'number', required: true }) } });
  const at = Date.now() - 3_600_000;
  const events = Array.from({ length: 30 }, (_, n) =>
    trackedEvent(who, { type: 'track', name: 'Bought', properties: { cost: `${n},50 €` } }, at),
  );
  const { refused } = await accept(events);
  assert.equal(refused?.length, 30);
  const steps: MendStep[] = [
    { action: 'rename', from: 'cost', to: 'price' },
    { action: 'cast', path: 'price', type: 'number' },
  ];
  const done = await replay(await group('Bought'), steps);
  assert.partialDeepStrictEqual(done, { total: 30, replayed: 30, returned: 0, waiting: 0, state: 'done' });
  const rows = await facts('Bought', 30);
  assert.deepEqual(
    rows.map(({ id, at: happened, properties }) => [id, happened, properties]),
    events
      .map(({ messageId }, n) => [messageId, at, JSON.stringify({ price: n + 0.5 })])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  );

  // A process died after the log had taken them and before they were marked.
  await parts.sql`update kept_event set state = 'waiting' where name = 'Bought'`;
  await replayWaiting(parts);
  // The sender repeats them, as they were.
  assert.equal((await accept(events)).refused?.length, 30);
  assert.deepEqual(await readGroups(parts.sql, 1), []);
  await accept([trackedEvent(who, { type: 'track', name: 'Bought', properties: { price: 1 } })]);
  assert.equal((await facts('Bought', 31)).length, 31);
});

test('what still does not fit comes back under the reason that it has now', async () => {
  await fix('Viewed', { mode: 'enforce', closed: true, fields: { sku: fieldRule.parse({ required: true }) } });
  await accept([trackedEvent(who, { type: 'track', name: 'Viewed', properties: { id: 'a', more: 1 } })]);
  const steps: MendStep[] = [{ action: 'rename', from: 'id', to: 'sku' }];
  assert.partialDeepStrictEqual(await replay(await group('Viewed'), steps), {
    replayed: 0,
    returned: 1,
    state: 'done',
  });
  assert.partialDeepStrictEqual(await group('Viewed'), { reason: 'unknown_property', path: 'more' });

  await fix('Viewed', { mode: 'enforce', fields: {} });
  assert.partialDeepStrictEqual(await replay(await group('Viewed'), [], true), { replayed: 1, returned: 0 });
  const [row] = await facts('Viewed', 1);
  assert.partialDeepStrictEqual(row, { source: 'import', properties: '{"id":"a","more":1}' });
});

test('a trait that gets its right name names the person, too', async () => {
  await saveRule(parts.sql, 1, 'trait', 'mail', fieldRule.parse({ allowed: ['never'] }), 0);
  await saveSettings(parts.sql, 1, { ...defaultSchemaSettings, traitMode: 'enforce' });
  await schema.refresh();
  const traits = { mail: 'Bea@Example.com' };
  await accept([trackedEvent([{ kind: 'userId', value: 'bea' }], { type: 'identify', traits })]);
  const steps: MendStep[] = [{ action: 'rename', from: 'mail', to: 'email' }];
  assert.partialDeepStrictEqual(await replay(await group(''), steps), { replayed: 1, returned: 0 });
  await flow.settle();
  const state = await flow.documentOf({ kind: 'email', value: 'bea@example.com' });
  assert.deepEqual(state?.identities.find(({ kind }) => kind === 'userId')?.value, 'bea');
});

test('while the log is full it waits, and goes in later', async () => {
  await fix('Waits', { mode: 'enforce', fields: { a: fieldRule.parse({ required: true }) } });
  await accept([trackedEvent(who, { type: 'track', name: 'Waits', properties: {} })]);
  const of = await group('Waits');
  const id = uuidv7();
  await startAction(parts.sql, 1, { id, action: 'replay', group: of, steps: [{ action: 'set', path: 'a', value: 1 }] });
  const sink = { accept: () => Promise.reject(new BusyError(1)) };
  await assert.rejects(replayWaiting({ ...parts, sink }), BusyError);
  assert.partialDeepStrictEqual((await readActions(parts.sql, 1, id))[0], { waiting: 1, state: 'running' });
  await replayWaiting(parts);
  assert.partialDeepStrictEqual((await readActions(parts.sql, 1, id))[0], { waiting: 0, replayed: 1, state: 'done' });
});

test('what is discarded comes back while it is there, and is dropped by age and by size', async () => {
  await fix('Gone', { mode: 'enforce', fields: { a: fieldRule.parse({ required: true }) } });
  const events = Array.from({ length: 60 }, () =>
    trackedEvent(who, { type: 'track', name: 'Gone', properties: { text: 'x'.repeat(20_000) } }),
  );
  await accept(events);
  const of = await group('Gone');
  const id = uuidv7();
  await startAction(parts.sql, 1, { id, action: 'discard', group: of });
  assert.deepEqual(await readGroups(parts.sql, 1), []);
  assert.equal(await undoDiscard(parts.sql, 1, id), true);
  assert.equal(await undoDiscard(parts.sql, 1, id), false);
  assert.equal((await readGroups(parts.sql, 1))[0]?.count, 60);

  const now = Date.now();
  await dropKept(parts.sql, 1, { ...defaultSchemaSettings, keptAsideMegabytes: 1 }, now);
  const { bytes } = await readKeptSize(parts.sql, 1);
  assert.ok(bytes > 900_000 && bytes <= 1_048_576, `${bytes}`);
  await dropKept(parts.sql, 1, defaultSchemaSettings, now + 31 * 86_400_000);
  assert.equal((await readKeptSize(parts.sql, 1)).bytes, 0);
});

test('an erasure reaches what was kept aside of a person, and nothing of others', async () => {
  await fix('Erased', { mode: 'enforce', fields: { a: fieldRule.parse({ required: true }) } });
  const of = (value: string) =>
    trackedEvent([{ kind: 'email', value }], { type: 'track', name: 'Erased', properties: {} });
  await accept([of('cho@example.com'), of('cho@example.com'), of('dan@example.com')]);
  const identities = [{ kind: 'email', value: 'cho@example.com' }] as const;
  assert.equal(await eraseKept(parts.sql, 1, [...identities, { kind: 'userId', value: 'nobody' }]), 2);
  assert.equal((await readGroups(parts.sql, 1)).find(({ name }) => name === 'Erased')?.count, 1);
});
