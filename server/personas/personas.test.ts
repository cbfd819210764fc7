import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { rfmGrid } from '#analytics/rfm/grid.ts';
import { daySizes } from '#analytics/segment/day-sizes.ts';
import { segmentChanges } from '#analytics/segment/size-history.ts';
import { segmentSizes } from '#analytics/segment/sizes.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';
import { refreshRfm } from '../rfm/refresh-rfm.ts';
import { openPersonaStore } from './persona-store.ts';
import { type Personas, startPersonas } from './start-personas.ts';

const day = 86_400_000;
const workspace = 1;
/** A Wednesday noon of some weeks ago. */
const noon = Date.parse('2026-03-04T12:00:00Z');

const kinds = {
  regulars: { orders: 8, price: 20, every: 7, products: ['tea', 'cups', 'biscuits'], hour: 0 },
  rich: { orders: 2, price: 900, every: 40, products: ['sofa'], hour: 8 },
  bargain: { orders: 1, price: 5, every: 1, products: ['pen'], hour: 3 * 24 },
} as const;
type Kind = keyof typeof kinds;
const each = 25;

let flow: RunningFlow;
let personas: Personas;

const parts = () => ({ sql: flow.database.sql, clickhouse: flow.clickhouse.client, store: flow.store, workspace });

before(async () => {
  flow = await openFlow();
  await flow.publish([]);
  const events: TrackedEvent[] = [];
  for (const [kind, { orders, price, every, products, hour }] of Object.entries(kinds)) {
    for (let index = 0; index < each; index += 1) {
      const who = [{ kind: 'userId', value: `${kind}-${index}` }] as const;
      for (let order = 0; order < orders; order += 1) {
        const properties = {
          ...{ order_id: `${kind}-${index}-${order}`, revenue: price + (index % 5) },
          products: products.map((sku) => ({ sku, name: sku.toUpperCase(), category: `${kind} goods`, quantity: 1 })),
        };
        const at = noon - order * every * day + hour * 3_600_000 - (index % 3) * 60_000;
        events.push(trackedEvent(who, { type: 'track', name: 'Order Completed', properties }, at));
      }
    }
  }
  await flow.ingest.accept(events);
  personas = await startPersonas({
    ...parts(),
    customersPerPage: 20,
    appendStimuli: (stimuli) => flow.ingest.append(stimuli),
    onError: (error) => assert.fail(error as Error),
  });
});

after(async () => {
  await personas.stop();
  await flow.close();
});

const customer = async (kind: Kind, index = 0) => flow.documentOf({ kind: 'userId', value: `${kind}-${index}` });

/** Until the reports know what the documents know. */
async function untilCounted(): Promise<void> {
  const backfill = flow.startBackfill({});
  await flow.settle();
  await backfill.stop();
}

async function until(look: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await look()); await sleep(50))
    assert.ok(Date.now() < end, 'it takes too long');
}

describe('personas', () => {
  it('give each kind of customer one of its own, and say what it does', async () => {
    await untilCounted();
    const { client } = flow.clickhouse;
    await until(async () => {
      const rows = await client.query({
        query:
          'SELECT (SELECT count() FROM order_fact) + (SELECT count() FROM event) + (SELECT uniqExact(profile) FROM profile_fact) AS n',
        format: 'JSONEachRow',
      });
      const [row] = await rows.json<{ n: number }>();
      return row?.n === 2 * each * (8 + 2 + 1) + 3 * each;
    });
    await personas.refresh();
    await personas.settled();
    await untilCounted();
    const store = openPersonaStore(flow.database.sql, workspace);
    const run = await store.run();
    assert.equal(run?.state, 'done');
    assert.equal(run?.customers, 3 * each);
    const found = await store.current();
    assert.deepEqual(
      found.map(({ people }) => people),
      [each, each, each],
    );
    assert.deepEqual(found.map(({ id }) => id).sort(), ['persona-1', 'persona-2', 'persona-3']);
    const ofKind = new Map<Kind, string>();
    for (const kind of Object.keys(kinds) as Kind[]) {
      const ids = new Set<unknown>();
      for (let index = 0; index < each; index += 1) ids.add((await customer(kind, index))?.traits.persona);
      assert.equal(ids.size, 1, `all ${kind} are of one kind`);
      ofKind.set(kind, String([...ids][0]));
    }
    assert.equal(new Set(ofKind.values()).size, 3);
    const rich = found.find(({ id }) => id === ofKind.get('rich'));
    assert.equal(
      rich?.differences.some(({ feature, deviation }) => ['order_value', 'value'].includes(feature) && deviation > 0),
      true,
    );
    assert.deepEqual(rich?.habits.products, [{ name: 'SOFA', people: each }]);
    assert.deepEqual(rich?.habits.categories, [{ name: 'rich goods', people: each }]);
    assert.equal(rich?.habits.hours.length, 168);
    assert.equal(
      rich?.habits.hours.reduce((sum, count) => sum + count, 0),
      2 * each,
    );
    assert.equal(rich?.habits.means.orders, 2);
  });

  it('are the same again, and tell nobody anything that is known', async () => {
    const store = openPersonaStore(flow.database.sql, workspace);
    const before = await store.current();
    const { revision } = (await customer('rich')) ?? {};
    await store.rename('persona-2', 'Furniture lovers');
    await personas.refresh();
    await personas.settled();
    await untilCounted();
    const after = await store.current();
    assert.deepEqual(
      after.map(({ id, people }) => [id, people]),
      before.map(({ id, people }) => [id, people]),
    );
    assert.equal(after.find(({ id }) => id === 'persona-2')?.name, 'Furniture lovers');
    assert.equal((await customer('rich'))?.revision, revision);
    await assert.rejects(store.rename('persona-9', 'Nobody'), { code: 'not_found' });
  });

  it('cannot be told by anybody of herself', async () => {
    const who = [{ kind: 'userId', value: 'rich-0' }] as const;
    const persona = (await customer('rich'))?.traits.persona;
    await flow.ingest.accept([trackedEvent(who, { type: 'identify', traits: { persona: 'queen', city: 'Ulm' } })]);
    await untilCounted();
    assert.equal((await customer('rich'))?.traits.city, 'Ulm');
    assert.equal((await customer('rich'))?.traits.persona, persona);
  });
});

describe('RFM boundaries', () => {
  it('are published with a version, and once while nothing has changed', async () => {
    const first = await refreshRfm(parts());
    assert.equal(first?.version, 1);
    assert.equal(first?.customers, 3 * each);
    const release = await flow.store.releases.newest(workspace);
    assert.deepEqual(release?.rfm, first);
    const again = await refreshRfm(parts());
    assert.equal(again?.version, 1);
    assert.equal((await flow.store.releases.newest(workspace))?.number, release?.number);
    const grid = await rfmGrid(flow.clickhouse.client, workspace, first as NonNullable<typeof first>, Date.now());
    assert.equal(
      grid.reduce((sum, { people }) => sum + people, 0),
      3 * each,
    );
  });
});

describe('the history of a segment', () => {
  it('counts back from the size of now, over merges too', async () => {
    const id = 'bought';
    const bought = { event: 'Order Completed', where: [] };
    const condition = { type: 'event', match: bought, frequency: { comparison: 'at_least', times: 1 } } as const;
    const { number } = await flow.publish([
      { id, condition, sinceRelease: 1 + ((await flow.store.releases.newest(workspace))?.number ?? 0) },
    ]);
    assert.ok(number > 1);
    await untilCounted();
    // Two customers turn out to be one: both were inside, and nobody has left.
    const [one, other] = [await customer('rich', 1), await customer('rich', 2)];
    assert.ok(one && other);
    await flow.ingest.append([
      {
        type: 'merge',
        workspace,
        profile: other.profile,
        winner: one.profile,
        id: 'merge-1',
        at: Date.now(),
        receivedAt: Date.now(),
      },
    ]);
    await untilCounted();
    const client = flow.clickhouse.client;
    await until(async () => (await segmentSizes(client, workspace)).get(id) === 3 * each - 1);
    const changes = await segmentChanges(client, workspace, id, { since: 0, zone: 'UTC' });
    const days = [...changes.keys()].sort().map((one) => ({ day: one, from: '', until: '' }));
    const today = daySizes(days, changes, 3 * each - 1);
    assert.deepEqual(
      today.map(({ entered, left, size }) => [entered, left, size]),
      [[3 * each, 0, 3 * each - 1]],
    );
    const earlier = daySizes([{ day: '2020-01-01', from: '', until: '' }, ...days], changes, 3 * each - 1);
    assert.equal(earlier[0]?.size, 0, 'nobody was inside before');
  });
});
