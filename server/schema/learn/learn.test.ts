import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { countNewEvents, sampleNewEvents } from '#analytics/schema/new-events.ts';
import { observePeople } from '#analytics/schema/observe-people.ts';
import { insertRows } from '#components/clickhouse/client.ts';
import type { EventRow, ProfileFactRow } from '#components/clickhouse/tables.ts';
import type { JsonObject } from '#contracts/json.ts';
import { learnedType, sharedValues } from '#core/schema/observation.ts';
import { createTestClickhouse, type TestClickhouse } from '#test/clickhouse.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { type LearnParts, learn } from './learn.ts';
import { readDays, readEvents, readFields, saveLearned } from './learned-store.ts';

let database: TestDatabase;
let clickhouse: TestClickhouse;
let projected: Record<number, number>;
let parts: LearnParts;

before(async () => {
  [database, clickhouse] = await Promise.all([createTestDatabase(), createTestClickhouse()]);
  projected = { 0: 0, 128: 0 };
  const { client } = clickhouse;
  parts = {
    sql: database.sql,
    workspace: 1,
    zone: async () => 'Asia/Shanghai',
    facts: {
      progress: async () =>
        Object.entries(projected).map(([lane, commit]) => ({
          ...{ partition: Number(lane), commit, projected: commit, waitingSince: null },
        })),
    },
    count: (ranges, zone) => countNewEvents(client, 1, ranges, zone),
    sample: (ranges, options) => sampleNewEvents(client, 1, ranges, options),
  };
});
after(async () => {
  await database.drop();
  await clickhouse.drop();
});

let people = 0;
const person = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

async function commit(lane: number, name: string, all: readonly JsonObject[], more: Partial<EventRow> = {}) {
  projected[lane] = (projected[lane] ?? 0) + 1;
  const rows = all.map(
    (properties, ordinal): EventRow => ({
      ...{ workspace: 1, lane, commit: projected[lane] ?? 0, ordinal, profile: person(people++) },
      ...{ identity_kind: 'userId', identity_value: 'x', message_id: `${people}`, type: 'track', name },
      ...{ properties: JSON.stringify(properties), url: '', source: 'live', import_id: '', traits_before: '' },
      at: Date.parse('2026-03-01T18:00:00Z'),
      received_at: Date.parse('2026-03-01T18:00:01Z'),
      ...more,
    }),
  );
  await insertRows(clickhouse.client, 'event', rows);
}

async function fieldsOf(name: string) {
  const fields = await readFields(database.sql, 1, [name]);
  return Object.fromEntries(
    fields.map(({ path, observation }) => [path, [learnedType(observation), observation.seen] as const]),
  );
}

test('events are learned once each, as they come, with volumes by the day of the workspace', async () => {
  assert.equal(await learn(parts), 0);
  await commit(0, 'Bought', [
    { price: 5, colour: 'red', products: [{ sku: 'a' }] },
    { price: 6, colour: 'red' },
  ]);
  await commit(128, 'Bought', [{ price: 7.5, note: null }], { source: 'import' });
  await commit(128, 'identify', [{ plan: 'gold', email: 'ann@example.com' }], { type: 'identify' });
  assert.equal(await learn(parts), 4);
  assert.equal(await learn(parts), 0);
  assert.deepEqual(await fieldsOf('Bought'), {
    colour: ['string', 2],
    note: ['unknown', 0],
    price: ['number', 3],
    products: ['list', 1],
    'products[].sku': ['string', 1],
  });
  await commit(0, 'Bought', [{ price: '9', colour: 'green' }]);
  assert.equal(await learn(parts), 1);
  assert.deepEqual((await fieldsOf('Bought'))['price'], ['mixed', 4]);

  const [bought, traits] = await readEvents(database.sql, 1);
  assert.partialDeepStrictEqual(bought, { name: 'Bought', events: 4, imported: 1, observed: 4 });
  assert.partialDeepStrictEqual(traits, { name: '', events: 1 });
  assert.deepEqual(await readDays(database.sql, 1, '2026-01-01', 'Bought'), [
    { name: 'Bought', day: '2026-03-02', events: 4 },
  ]);
  const colour = (await readFields(database.sql, 1, ['Bought'])).find(({ path }) => path === 'colour');
  assert.deepEqual(colour && sharedValues(colour.observation), [{ text: 'red', count: 2 }]);
});

test('a round that was done by somebody else meanwhile is not written again', async () => {
  const counts = [{ name: 'Twice', day: '2026-03-01', events: 1, imported: 0, firstAt: 1, lastAt: 1 }];
  const round = { counts, observed: new Map(), fields: [], ranges: [{ lane: 64, after: 0, upTo: 3 }] };
  assert.equal(await saveLearned(database.sql, 1, round), true);
  assert.equal(await saveLearned(database.sql, 1, round), false);
  const [twice] = await readEvents(database.sql, 1, 'Twice');
  assert.equal(twice?.events, 1);
});

test('a sender that makes up names fills no more than its share, and the real ones are still learned', async () => {
  for (const part of [0, 1, 2]) {
    projected[0] = (projected[0] ?? 0) + 1;
    const made = Array.from({ length: 1_000 }, (_, n) => `made up ${part} ${n}`);
    const rows = made.map(
      (name, ordinal): EventRow => ({
        ...{ workspace: 1, lane: 0, commit: projected[0] ?? 0, ordinal, profile: person(people++) },
        ...{ identity_kind: 'userId', identity_value: 'x', message_id: name, type: 'track', name },
        ...{ properties: '{}', url: '', source: 'live', import_id: '', traits_before: '', at: 1, received_at: 1 },
      }),
    );
    await insertRows(clickhouse.client, 'event', rows);
  }
  await commit(0, 'Bought', [{ price: 1 }]);
  await learn(parts);
  const events = await readEvents(database.sql, 1);
  assert.equal(events.length, 2_000);
  assert.equal(events.find(({ name }) => name === 'Bought')?.events, 5);
});

test('traits are those that people have now, with everybody counted once', async () => {
  const row = (n: number, revision: number, traits: JsonObject, deleted = 0): ProfileFactRow => ({
    ...{ workspace: 1, lane: 0, commit: revision, ordinal: n, profile: person(n), revision },
    ...{
      traits: JSON.stringify(traits),
      identities: '[]',
      first_seen_at: 1,
      updated_at: 1,
      search: '',
      search_open: 0,
      search_contact: 0,
      deleted,
    },
    ...{ companies: '[]', company_ids: [], time_zone: '', known: '{}', picture_format: 1 },
  });
  await insertRows(clickhouse.client, 'profile_fact', [
    row(1, 1, { plan: 'free' }),
    row(2, 1, { plan: 'gold' }),
    row(3, 1, {}),
    row(4, 1, { plan: 'gone' }),
  ]);
  await insertRows(clickhouse.client, 'profile_fact', [row(1, 2, { plan: 'gold', age: 31 }), row(4, 2, {}, 1)]);
  const seen = await observePeople(clickhouse.client, 1);
  assert.equal(seen.people, 3);
  const plan = seen.fields.get('plan');
  assert.deepEqual(plan && sharedValues(plan), [{ text: 'gold', count: 2 }]);
  assert.equal(seen.fields.get('age')?.seen, 1);
});
