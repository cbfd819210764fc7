import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPartingFacts } from '#analytics/undo/parting.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Identity } from '#contracts/identifiers.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { losersOf } from '#core/merge/absorb-id.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';
import { startUndo } from '#flow/undo/start-undo.ts';
import { journey } from '#test/builders.ts';
import { onEvent, triggerNode } from '#test/journey-nodes.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';

let flow: RunningFlow;
let undo: { stop(): Promise<void> };
let backfill: { stop(): Promise<void> };
const errors: unknown[] = [];

before(async () => {
  flow = await openFlow();
  const { store, clickhouse, ingest } = flow;
  await flow.publish([
    {
      id: 'loyal',
      sinceRelease: 1,
      condition: {
        type: 'event',
        match: { event: 'Order Completed', where: [] },
        frequency: { comparison: 'at_least', times: 3 },
      },
    },
    {
      id: 'curious',
      sinceRelease: 1,
      condition: {
        type: 'event',
        match: { event: 'Looked', where: [] },
        frequency: { comparison: 'at_least', times: 2 },
      },
    },
  ]);
  await store.releases.publish(1, (newest) => ({
    ...newest,
    computedTraits: (['sum', 'maximum'] as const).map((aggregation) => ({
      ...{ id: aggregation, name: aggregation, aggregation, property: 'revenue' },
      ...{ match: { event: 'Order Completed', where: [] }, sinceRelease: 2, since: '2026-01-01T00:00:00.000Z' },
    })),
    journeys: [
      {
        ...journey('gift', [
          triggerNode(onEvent('Gift'), 'stage'),
          { id: 'stage', kind: 'update_stage', stage: 'loyalty', branches: { next: 'score' } },
          { id: 'score', kind: 'update_score', points: 100, branches: { next: null } },
        ]),
        ...{ entry: true, sinceRelease: newest.number + 1 },
      },
    ],
    leadScore: {
      ...{ decay: { type: 'none' }, grades: [], sinceRelease: 2 },
      rules: (
        [
          ['Looked', 1],
          ['Order Completed', 10],
        ] as const
      ).map(([event, points]) => ({
        ...{ id: event, name: event, points, sinceRelease: 2 },
        cause: { type: 'event', match: { event, where: [] } },
      })),
    },
  }));
  backfill = flow.startBackfill({});
  undo = startUndo({
    store,
    facts: createPartingFacts(clickhouse.client, store.facts.progress),
    append: (stimuli) => ingest.append(stimuli),
    clock: Date.now,
    onError: (error) => errors.push(error),
  });
});
after(async () => {
  await undo.stop();
  await backfill.stop();
  await flow.close();
});

const email = (value: string): Identity => ({ kind: 'email', value: `${value}@example.com` });
const device = (value: string): Identity => ({ kind: 'anonymousId', value });
const user = (value: string): Identity => ({ kind: 'userId', value });

const looked: TrackedEvent['content'] = { type: 'track', name: 'Looked', properties: {} };
const ordered = (revenue: number): TrackedEvent['content'] => ({
  type: 'track',
  name: 'Order Completed',
  properties: { revenue, order_id: `order-${revenue}` },
});
const told = (traits: { [name: string]: string }): TrackedEvent['content'] => ({ type: 'identify', traits });

async function tell(...events: readonly (readonly [readonly Identity[], TrackedEvent['content']])[]): Promise<void> {
  for (const [identities, content] of events) await flow.ingest.accept([trackedEvent(identities, content)]);
}

async function documentOf(identity: Identity): Promise<ProfileState> {
  const state = await flow.documentOf(identity);
  assert.ok(state, `nobody has ${identity.value}`);
  return state;
}

/** The whole undo, as the server asks for it. */
async function split(loser: string): Promise<void> {
  const [tombstone] = await flow.documents([loser]);
  const kept = tombstone?.kept;
  assert.ok(kept?.winner, 'both documents are kept on the tombstone');
  const [own, winner] = [readDocument(kept.loser) as ProfileState, readDocument(kept.winner) as ProfileState];
  const documents = { loserTraits: own.traits, winnerTraits: winner.traits, loserParts: losersOf(own.absorbed) };
  const result = await flow.store.identityDecisions.split(1, loser, JSON.stringify(documents), 'ada');
  assert.equal(typeof result, 'object', String(result));
}

async function untilUndone(): Promise<void> {
  for (const end = Date.now() + 15_000; (await flow.store.identityDecisions.openUndos()).length > 0; await sleep(50)) {
    assert.ok(Date.now() < end, `the undo did not come to an end: ${String(errors.at(-1))}`);
  }
  await flow.settle();
  const waits = async () => (await flow.store.facts.progress()).some(({ waitingSince }) => waitingSince !== null);
  for (const end = Date.now() + 10_000; await waits(); await sleep(50)) assert.ok(Date.now() < end, 'facts wait');
  assert.deepEqual(errors, []);
}

async function factsOf(profile: string): Promise<readonly string[]> {
  const rows = await queryRows<{ name: string }>(
    flow.clickhouse.client,
    `SELECT name FROM event WHERE workspace = 1 AND type = 'track' AND profile = {profile:UUID}
     UNION ALL SELECT concat('value ', toString(value)) FROM order_fact WHERE workspace = 1 AND profile = {profile:UUID}`,
    { profile },
  );
  return rows.map(({ name }) => name).sort();
}

const summary = ({ traits, orders, memberships, identities }: ProfileState) => ({
  traits,
  orders: { count: orders.count, value: orders.value },
  memberships: [...memberships.keys()].sort(),
  identities: identities.map(({ value }) => value).sort(),
});

test('undone, each has her own identities, history, orders, traits and segments; facts follow', async () => {
  const [anna, phone, mail] = [user('anna'), device('annas-phone'), email('berta')];
  const tablet = device('bertas-tablet');
  await tell(
    [[anna, phone], told({ name: 'Anna', city: 'London' })],
    [[anna], ordered(10)],
    [[anna], looked],
    [[mail, tablet], told({ name: 'Berta', plan: 'gold' })],
    [[mail], ordered(5)],
    [[mail], looked],
    [[mail], { type: 'track', name: 'Gift', properties: {} }],
  );
  await flow.settle();
  const [annaBefore, bertaBefore] = [await documentOf(anna), await documentOf(mail)];
  await tell(
    [[anna, mail], looked],
    [[tablet], ordered(7)],
    [[anna], ordered(20)],
    [[tablet], told({ plan: 'silver' })],
  );
  await flow.settle();
  const together = await documentOf(tablet);
  assert.deepEqual(summary(together).memberships, ['curious', 'loyal']);
  assert.equal(together.orders.count, 4);
  assert.equal(together.profile, annaBefore.profile);
  assert.deepEqual([together.traits.lead_score, together.traits.lifecycle_stage_set], [143, 'loyalty']);

  await split(bertaBefore.profile);
  // On their way through caches and lanes while the two are told apart.
  await tell([[tablet], looked], [[anna], looked], [[mail], looked]);
  await untilUndone();

  const [annaNow, bertaNow] = [await documentOf(anna), await documentOf(mail)];
  assert.equal(annaNow.profile, annaBefore.profile);
  assert.equal(bertaNow.profile, bertaBefore.profile);
  assert.deepEqual(summary(annaNow), {
    traits: { name: 'Anna', city: 'London', sum: 30, maximum: 20, lead_score: 23 },
    orders: { count: 2, value: 30 },
    memberships: ['curious'],
    identities: ['anna', 'annas-phone'],
  });
  assert.deepEqual(summary(bertaNow), {
    traits: {
      ...{ name: 'Berta', plan: 'silver', sum: 12, maximum: 7, lead_score: 123 },
      ...{ lifecycle_stage_set: 'loyalty', lifecycle_stage_set_by: 'journey:gift' },
    },
    orders: { count: 2, value: 12 },
    memberships: ['curious'],
    identities: ['berta@example.com', 'bertas-tablet'],
  });
  assert.ok((annaNow.orders.lastAt ?? 0) > (annaBefore.orders.lastAt ?? 0), 'what Anna ordered meanwhile is her last');
  assert.deepEqual(await factsOf(annaNow.profile), [
    ...['Looked', 'Looked', 'Looked', 'Order Completed', 'Order Completed', 'value 10', 'value 20'],
  ]);
  assert.deepEqual(await factsOf(bertaNow.profile), [
    ...['Gift', 'Looked', 'Looked', 'Looked', 'Order Completed', 'Order Completed', 'Score Points Given'],
    ...['value 5', 'value 7'],
  ]);
  const aliases = await queryRows(flow.clickhouse.client, 'SELECT * FROM profile_alias', {});
  assert.deepEqual(aliases, []);
});

test('the same event does not join them again; a person may, and may undo that too', async () => {
  const [anna, mail] = [user('anna'), email('berta')];
  const berta = await documentOf(mail);
  await tell([[anna, mail], looked]);
  await flow.settle();
  const apart = await documentOf(anna);
  assert.notEqual((await documentOf(mail)).profile, apart.profile);

  const merge = await flow.store.identityDecisions.merge(1, berta.profile, apart.profile, 'ada');
  assert.equal(merge?.round, 2);
  await flow.ingest.repairMerges();
  await flow.settle();
  const together = await documentOf(mail);
  assert.equal(together.profile, apart.profile);
  assert.deepEqual([together.orders.count, together.orders.value], [4, 42]);
  assert.deepEqual([...together.memberships.keys()].sort(), ['curious', 'loyal']);
  await tell([[device('bertas-tablet')], ordered(3)]);
  await flow.settle();

  await split(berta.profile);
  await untilUndone();
  assert.deepEqual((await documentOf(anna)).orders.value, 30);
  assert.deepEqual((await documentOf(mail)).orders.value, 15);
  assert.equal((await documentOf(anna)).orders.lastAt, apart.orders.lastAt, "Berta's order was not Anna's last one");
  assert.deepEqual([...(await documentOf(mail)).memberships.keys()].sort(), ['curious', 'loyal']);
});
