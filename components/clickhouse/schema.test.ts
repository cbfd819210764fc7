import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { TestClickhouse } from '#test/clickhouse.ts';
import { createTestClickhouse } from '#test/clickhouse.ts';
import { ofCurrentProfile, profileIdsOfPerson, resolveAliases } from './alias.ts';
import { addDerivedColumns, changeDerivedColumns } from './alter-columns.ts';
import { insertRows, queryRows } from './client.ts';
import { createTableStatements } from './create-table.ts';
import type { Alteration } from './schema.ts';
import { migrateClickhouse } from './schema.ts';
import type { AliasFactRow, EventRow, ProfileFactRow } from './tables.ts';
import { eventTable, profileFactTable, tables } from './tables.ts';

let clickhouse: TestClickhouse;

before(async () => {
  clickhouse = await createTestClickhouse();
});
after(() => clickhouse.drop());

const person = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const place = { workspace: 1, lane: 7, commit: 1, ordinal: 0 };
const at = Date.UTC(2025, 0, 2, 3, 4, 5, 678);

function event(profile: string, ordinal: number): EventRow {
  return {
    ...place,
    ordinal,
    profile,
    identity_kind: 'userId',
    identity_value: 'ada',
    message_id: `message-${ordinal}`,
    type: 'track',
    name: 'Order Completed',
    properties: JSON.stringify({ total: 12.5, 名称: '茶' }),
    url: '',
    source: 'live',
    import_id: '',
    traits_before: '',
    at,
    received_at: at + 10,
  };
}

test('a row comes back as it went in, times in milliseconds, 64-bit numbers as numbers', async () => {
  const row = { ...event(person(1), 0), commit: 2 ** 40 };
  await insertRows(clickhouse.client, 'event', [row]);
  const [found] = await queryRows<EventRow & { at: string; received_at: string }>(
    clickhouse.client,
    'SELECT * FROM event WHERE profile = {profile:UUID}',
    { profile: person(1) },
  );
  assert.ok(found);
  assert.deepEqual({ ...found, at: Date.parse(found.at), received_at: Date.parse(found.received_at) }, row);
});

test('every table takes the rows that its columns describe', async () => {
  for (const table of tables) {
    const row = Object.fromEntries(Object.entries(table.columns).map(([name, column]) => [name, sample(column.type)]));
    await insertRows(clickhouse.client, table.name, [row]);
    const [counted] = await queryRows<{ count: number }>(
      clickhouse.client,
      `SELECT count() AS count FROM ${table.name} WHERE workspace = 9`,
    );
    assert.equal(counted?.count, 1, table.name);
  }
});

function sample(type: string): unknown {
  if (type === 'UUID') return person(9);
  if (type.startsWith('Array')) return ['text'];
  return /String/.test(type) ? 'text' : 9;
}

test('an insert with a token that was used is not stored again', async () => {
  const rows = [event(person(2), 0), event(person(2), 1)];
  await insertRows(clickhouse.client, 'event', rows, { deduplicationToken: 'lane-7-commit-1' });
  await insertRows(clickhouse.client, 'event', rows, { deduplicationToken: 'lane-7-commit-1' });
  await insertRows(clickhouse.client, 'event', rows, { deduplicationToken: 'lane-7-commit-2' });
  const [counted] = await queryRows<{ count: number }>(
    clickhouse.client,
    'SELECT count() AS count FROM event WHERE profile = {profile:UUID}',
    { profile: person(2) },
  );
  assert.equal(counted?.count, 4);
});

test('a person is found by two Chinese characters, and only her newest picture', async () => {
  const picture = (revision: number, search: string): ProfileFactRow => ({
    ...place,
    profile: person(3),
    revision,
    traits: '{}',
    identities: '[]',
    first_seen_at: at,
    updated_at: at,
    search,
    search_open: 0,
    search_contact: 0,
    companies: '[]',
    company_ids: [],
    time_zone: '',
    known: '{}',
    picture_format: 0,
    deleted: 0,
  });
  await insertRows(clickhouse.client, 'profile_fact', [picture(2, '李小龙 lee@example.com'), picture(1, '张三')]);
  const find = async (fragment: string): Promise<number> => {
    const rows = await queryRows(
      clickhouse.client,
      `SELECT profile FROM profile_fact FINAL WHERE workspace = 1 AND search LIKE {fragment:String}`,
      { fragment: `%${fragment}%` },
    );
    return rows.length;
  };
  assert.equal(await find('小龙'), 1);
  assert.equal(await find('e@exam'), 1);
  assert.equal(await find('张三'), 0);
});

test('a chain of merges leads to the person of today, and an undone merge leads back', async () => {
  const alias = (from: number, to: number, revision: number): AliasFactRow => ({
    ...place,
    from_profile: person(from),
    to_profile: person(to),
    revision,
    at,
  });
  const today = async (profile: string): Promise<string[]> => {
    const rows = await queryRows<{ profile: string }>(
      clickhouse.client,
      `SELECT DISTINCT profile FROM ${ofCurrentProfile('event')} WHERE message_id = {id:String}`,
      { workspace: 1, id: profile },
    );
    return rows.map((row) => row.profile);
  };
  await insertRows(clickhouse.client, 'event', [{ ...event(person(11), 0), message_id: 'of-11' }]);
  await insertRows(clickhouse.client, 'alias_fact', [alias(11, 12, 100)]);
  await resolveAliases(clickhouse.client, 1);
  assert.deepEqual(await today('of-11'), [person(12)]);

  await insertRows(clickhouse.client, 'alias_fact', [alias(12, 13, 200), alias(13, 14, 200)]);
  await resolveAliases(clickhouse.client, 1);
  await resolveAliases(clickhouse.client, 1);
  assert.deepEqual(await today('of-11'), [person(14)]);
  const ids = await queryRows<{ profile: string }>(
    clickhouse.client,
    `SELECT DISTINCT profile FROM event WHERE workspace = 1 AND profile IN ${profileIdsOfPerson}`,
    { workspace: 1, profile: person(14) },
  );
  assert.deepEqual(ids, [{ profile: person(11) }]);

  await insertRows(clickhouse.client, 'alias_fact', [alias(11, 11, 300)]);
  await resolveAliases(clickhouse.client, 1);
  assert.deepEqual(await today('of-11'), [person(11)]);
});

test('a circle of merges ends', async () => {
  const pair = (from: number, to: number): AliasFactRow => ({
    ...place,
    from_profile: person(from),
    to_profile: person(to),
    revision: 1,
    at,
  });
  await insertRows(clickhouse.client, 'alias_fact', [pair(21, 22), pair(22, 21), pair(23, 21)]);
  await resolveAliases(clickhouse.client, 1);
});

test('a column that is worked out of others tells of rows that are older than it, too', async () => {
  const category = async (id: string) => {
    const sql = 'SELECT property_category AS category FROM event WHERE message_id = {id:String}';
    return (await queryRows<{ category: string }>(clickhouse.client, sql, { id }))[0]?.category;
  };
  const inCategory = (id: string) => ({
    ...{ ...event(person(31), 0), message_id: id },
    properties: JSON.stringify({ category: '茶', total: 1 }),
  });
  await clickhouse.client.command({ query: 'ALTER TABLE event DROP COLUMN property_category' });
  await insertRows(clickhouse.client, 'event', [inCategory('before')]);
  for (const query of addDerivedColumns(eventTable, {})) await clickhouse.client.command({ query });
  await insertRows(clickhouse.client, 'event', [inCategory('after')]);
  assert.deepEqual([await category('before'), await category('after')], ['"茶"', '"茶"']);
  const onCluster = addDerivedColumns(eventTable, { cluster: 'main' });
  assert.match(onCluster.at(-1) ?? '', /^ALTER TABLE event_local ON CLUSTER main MATERIALIZE COLUMN /);
});

test('a column is worked out by its newest expression, which says what the former ones said', async () => {
  const former = Object.entries(eventTable.derived).map(([name, { type }]) => {
    const property = name.slice('property_'.length);
    return `MODIFY COLUMN ${name} ${type} MATERIALIZED JSONExtractRaw(properties, '${property}')`;
  });
  const texts = [
    JSON.stringify({
      name: 'say "hi"',
      price: 12.5,
      products: [{ sku: 'a', price: 1 }],
      category: null,
      quantity: '2',
    }),
    '{ "price" : 1.50, "name": "caf\\u00e9", "p\\u0072ice2": 3 }',
    ...['{}', '[1]', '"price"', '', 'no JSON'],
  ];
  const names = Object.keys(eventTable.derived);
  const worked = async (commit: number) => {
    const rows = texts.map((properties, ordinal) => ({ ...event(person(32), ordinal), commit, properties }));
    await insertRows(clickhouse.client, 'event', rows);
    return queryRows(
      clickhouse.client,
      `SELECT ordinal, ${names.join(', ')} FROM event
       WHERE commit = {commit:UInt64} AND profile = {profile:UUID} ORDER BY ordinal`,
      { commit, profile: person(32) },
    );
  };
  await clickhouse.client.command({ query: `ALTER TABLE event ${former.join(', ')}` });
  const before = await worked(41);
  for (const query of changeDerivedColumns(eventTable, {})) await clickhouse.client.command({ query });
  assert.deepEqual(await worked(42), before);
  const [expressions] = await queryRows<{ former: number }>(
    clickhouse.client,
    `SELECT countIf(default_expression LIKE '%JSONExtractRaw%') AS former FROM system.columns
     WHERE database = currentDatabase() AND table = 'event'`,
  );
  assert.equal(expressions?.former, 0);
  const onCluster = changeDerivedColumns(eventTable, { cluster: 'main' });
  assert.deepEqual(
    onCluster.map((query) => query.slice(0, query.indexOf(' MODIFY'))),
    ['ALTER TABLE event_local ON CLUSTER main', 'ALTER TABLE event ON CLUSTER main'],
  );
});

test('migrating twice changes nothing, an alteration runs once, newer data is refused', async () => {
  const alteration: Alteration = {
    number: 1_000_000,
    name: 'event_referrer',
    statements: () => ['ALTER TABLE event ADD COLUMN referrer String'],
  };
  await migrateClickhouse(clickhouse.client);
  await migrateClickhouse(clickhouse.client, { alterations: [alteration] });
  await migrateClickhouse(clickhouse.client, { alterations: [alteration] });
  await assert.rejects(migrateClickhouse(clickhouse.client), /newer version of Throughline/);
});

test('with a cluster named, a table becomes a replicated one per shard under a distributed one', () => {
  const [local, distributed] = createTableStatements(eventTable, { cluster: 'main' });
  assert.match(local ?? '', /event_local ON CLUSTER main .*ReplicatedMergeTree\('\/clickhouse\/tables\/\{shard\}/);
  assert.match(local ?? '', /PARTITION BY toYYYYMM\(at\) ORDER BY \(workspace, profile, at\)$/);
  assert.match(distributed ?? '', /Distributed\(main, currentDatabase\(\), event_local, lane\)$/);
  assert.match(createTableStatements(profileFactTable, { cluster: 'main' })[0] ?? '', /'\{replica\}', revision\)/);
});
