import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createImportUndoFacts } from '#analytics/import-undo/import-undo-facts.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ImportUndo } from '#contracts/api/import-undo.ts';
import type { Identity, Instant } from '#contracts/identifiers.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import type { ProfileState } from '#core/state.ts';
import { runImportUndo } from '#flow/import-undo/run-undo.ts';
import { caughtUp } from '#server/imports/caught-up.ts';
import { postgresImportUndos } from '#server/imports/undo-rows.ts';
import { openSettings } from '#test/builders.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';

let flow: RunningFlow;
let backfill: { stop(): Promise<void> };
let unwatch: () => Promise<void>;
const day = 86_400_000;

before(async () => {
  flow = await openFlow();
  await flow.store.releases.publish(1, (newest) => ({
    ...newest,
    settings: openSettings,
    segments: [
      {
        ...{ id: 'loyal', name: 'loyal', description: '', sinceRelease: 1 },
        condition: {
          type: 'event',
          match: { event: 'Order Completed', where: [] },
          frequency: { comparison: 'at_least', times: 2 },
        },
      },
      {
        ...{ id: 'vip', name: 'vip', description: '', sinceRelease: 1 },
        condition: { type: 'trait', test: { name: 'tier', operator: 'equals', value: 'vip' } },
      },
    ],
    computedTraits: (['sum', 'first'] as const).map((aggregation) => ({
      ...{ id: `${aggregation}_order`, name: aggregation, aggregation },
      ...{ match: { event: 'Order Completed', where: [] }, property: 'revenue' },
      ...{ sinceRelease: 1, since: '2026-01-01T00:00:00.000Z' },
    })),
  }));
  backfill = flow.startBackfill({});
  unwatch = await flow.store.identities.watchMoves(flow.ingest.forget);
});
after(async () => {
  await unwatch();
  await backfill.stop();
  await flow.close();
});

const user = (value: string): Identity => ({ kind: 'userId', value });
const idOf = (number: number) => `01930000-0000-7000-8000-00000000000${number}`;

const order = (id: string, revenue: number): TrackedEvent['content'] => ({
  type: 'track',
  name: 'Order Completed',
  properties: { revenue, order_id: id },
});
const told = (traits: Extract<TrackedEvent['content'], { type: 'identify' }>['traits']): TrackedEvent['content'] => ({
  type: 'identify',
  traits,
});
const word = (status: 'granted' | 'denied', channel = 'email') => ({ consents: [{ channel, status }] });

/** `importId`: it comes with that import, as history. */
async function say(importId: string | undefined, name: string, content: TrackedEvent['content'], at: Instant) {
  const event = { ...trackedEvent([user(name)], content, at), receivedAt: Date.now(), trusted: true as const };
  await flow.ingest.accept([importId === undefined ? event : { ...event, imported: true, import: importId }]);
}

async function documentOf(name: string): Promise<ProfileState> {
  const state = await flow.documentOf(user(name));
  assert.ok(state, `nobody is ${name}`);
  return state;
}

const summary = ({ traits, orders, memberships, consents, firstSeenAt, lastSeenAt, knownOrders }: ProfileState) => ({
  ...{ traits, orders, firstSeenAt, lastSeenAt, knownOrders: knownOrders?.toSorted() },
  memberships: [...memberships.keys()].sort(),
  consents: consents.map(({ channel, status, source, at }) => [channel, status, source, at]).sort(),
});

const nothing: ImportUndo = {
  ...{ people: 0, onlyPeople: 0, events: 0, orders: 0, traits: 0, consents: 0, stage: 'list', after: null },
  ...{ done: 0, removed: 0, by: 'Ada', startedAt: new Date().toISOString(), finishedAt: null },
};

const importOf = (id: string) => ({ workspace: 1, id, startedAt: Date.now() - day, isRecent: true });

/** Dies at its write of that number: before what moves people on, before and after what goes into the log. */
function undoing(writes: number) {
  let saved: ImportUndo | undefined;
  let left = writes;
  const write = () => {
    left -= 1;
    if (left < 0) throw new Error('killed');
  };
  const { store, ingest, database, clickhouse } = flow;
  const rows = postgresImportUndos(database.sql);
  const parts: Parameters<typeof runImportUndo>[2] = {
    ...{ store, clock: Date.now, facts: createImportUndoFacts(clickhouse.client, store.facts.progress) },
    rows: {
      ...rows,
      move: async (...said) => {
        write();
        await rows.move(...said);
      },
    },
    append: async (stimuli) => {
      write();
      await ingest.append(stimuli);
      write();
    },
    caughtUp: (signal) => caughtUp(database.sql, store, signal),
    save: async (progress) => {
      write();
      saved = progress;
    },
  };
  return { parts, saved: () => saved };
}

test('what an import brought goes, what others told stays, and who came with it alone is gone', async () => {
  const at = Date.now() - 30 * day;
  await say(undefined, 'ann', told({ city: 'York', tier: 'basic', ...word('denied', 'sms') }), at);
  await say(undefined, 'ann', order('a-1', 10), at + 1);
  await say(undefined, 'bea', told({ name: 'Bea' }), at);
  await say(idOf(2), 'bea', order('b-0', 2), at - 300 * day);
  await flow.settle();
  const [annBefore, beaBefore] = [summary(await documentOf('ann')), summary(await documentOf('bea'))];

  const late = Date.now() - 2 * day;
  await say(idOf(1), 'ann', told({ city: 'Leeds', tier: 'vip', age: 40, ...word('granted', 'sms') }), late);
  await say(idOf(1), 'ann', told({ city: 'Hull', tier: 'vip', ...word('granted') }), late + 1);
  await say(idOf(1), 'ann', order('a-0', 5), at - 200 * day);
  await say(idOf(1), 'ann', order('a-2', 7), late + 2);
  await say(idOf(1), 'bea', told({ name: 'Beatrice', ...word('granted') }), late);
  await say(idOf(1), 'bea', order('b-1', 3), late);
  await say(idOf(1), 'cleo', told({ name: 'Cleo', tier: 'vip', ...word('granted') }), late);
  await say(idOf(1), 'cleo', order('c-1', 9), late);
  await say(idOf(1), 'dora', told({ name: 'Dora', tier: 'vip' }), late);
  await flow.settle();
  assert.deepEqual(summary(await documentOf('ann')).memberships, ['loyal', 'vip']);
  assert.equal((await documentOf('ann')).traits['sum_order'], 22);
  await say(undefined, 'bea', told({ name: 'B.', ...word('denied') }), Date.now());
  await say(undefined, 'dora', told({ city: 'Kent' }), Date.now());
  await flow.settle();
  const cleo = await documentOf('cleo');

  const { parts, saved } = undoing(1_000);
  await parts.caughtUp(new AbortController().signal);
  const extent = await parts.facts.preview(1, idOf(1));
  assert.deepEqual(extent, { people: 4, onlyPeople: 1, events: 9, orders: 4, traits: 9, consents: 4 });
  const result = await runImportUndo(importOf(idOf(1)), nothing, parts, new AbortController().signal);
  assert.deepEqual([result?.stage, result?.done, result?.removed, saved()?.people], ['done', 4, 1, 4]);
  await flow.settle();

  assert.deepEqual(summary(await documentOf('ann')), annBefore);
  const bea = summary(await documentOf('bea'));
  assert.deepEqual(bea.traits, { ...beaBefore.traits, name: 'B.' });
  assert.deepEqual([bea.orders, bea.memberships], [beaBefore.orders, []]);
  assert.deepEqual(
    bea.consents.map(([channel, status]) => [channel, status]),
    [['email', 'denied']],
  );
  assert.deepEqual((await documentOf('dora')).traits, { city: 'Kent' });
  assert.equal(await flow.documentOf(user('cleo')), undefined);
  const [gone] = await flow.documents([cleo.profile]);
  assert.deepEqual([gone?.removed, gone?.identities, gone?.traits], [true, [], {}]);

  await parts.caughtUp(new AbortController().signal);
  const left = await queryRows(
    flow.clickhouse.client,
    `SELECT import_id FROM event WHERE import_id = {id:String} UNION ALL SELECT import_id FROM order_fact
     WHERE import_id = {id:String} UNION ALL SELECT import_id FROM consent_fact WHERE import_id = {id:String}`,
    { id: idOf(1) },
  );
  assert.deepEqual(left, []);
  const [row] = await queryRows<{ deleted: number }>(
    flow.clickhouse.client,
    'SELECT deleted FROM profile_fact FINAL WHERE profile = {profile:UUID}',
    { profile: cleo.profile },
  );
  assert.equal(row?.deleted, 1);
});

test('killed at each of its writes it comes to the same, also while people shop; the file may come in again', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `kim-${index}`);
  const late = Date.now() - 3 * day;
  for (const [index, name] of names.entries()) {
    if (index % 3 > 0) await say(undefined, name, order(`${name}-live`, 1), late - day);
    await say(idOf(3), name, told({ tier: 'vip' }), late);
    await say(idOf(3), name, order(`${name}-old`, 4), late);
  }
  await flow.settle();
  let progress = nothing;
  let bought = 0;
  let kills = 0;
  for (let stage: ImportUndo['stage'] | undefined; stage !== 'done'; kills++) {
    const { parts, saved } = undoing(kills % 4);
    try {
      stage = (await runImportUndo(importOf(idOf(3)), progress, parts, new AbortController().signal))?.stage;
    } catch (error) {
      assert.equal((error as Error).message, 'killed');
      progress = saved() ?? progress;
      if (kills % 3 === 0) {
        bought += 1;
        await say(undefined, 'kim-1', order(`kim-1-${kills}`, 2), Date.now());
      }
    }
  }
  assert.ok(kills > 4 && bought > 0);
  await flow.settle();
  for (const [index, name] of names.entries()) {
    if (index % 3 === 0) {
      assert.equal(await flow.documentOf(user(name)), undefined, name);
      continue;
    }
    const { orders, traits, memberships } = await documentOf(name);
    const more = index === 1 ? bought : 0;
    assert.deepEqual([orders.count, orders.value], [1 + more, 1 + 2 * more], name);
    assert.deepEqual(traits, { sum_order: 1 + 2 * more, first_order: 1 }, name);
    assert.deepEqual([...memberships.keys()], more > 0 ? ['loyal'] : [], name);
  }
  await say(idOf(4), 'kim-0', order('kim-0-old', 4), late);
  await say(idOf(4), 'kim-1', order('kim-1-old', 4), late);
  await flow.settle();
  assert.equal((await documentOf('kim-0')).orders.count, 1);
  assert.equal((await documentOf('kim-1')).orders.count, 2 + bought);
});
