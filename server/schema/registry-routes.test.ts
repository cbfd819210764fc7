import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { catalog } from '#contracts/api/catalog.ts';
import { displayNames } from '#contracts/schema/display-names.ts';
import type { FieldRule } from '#contracts/schema/schema.ts';
import { defaultSchemaSettings, eventRule } from '#contracts/schema/schema.ts';
import { keptAside, keptEventList, mendPreview } from '#contracts/schema/schema-kept-aside.ts';
import {
  checkedRule,
  schemaEvent,
  schemaEventList,
  schemaTrait,
  schemaTraits,
  suggestions,
} from '#contracts/schema/schema-registry.ts';
import { nothingSeen } from '#core/schema/observation.ts';
import { createObserver } from '#core/schema/observe.ts';
import { startTestServer, type TestServer } from '#test/server.ts';
import { createKeepAside } from './kept-aside/keep-aside.ts';
import { saveLearned } from './learn/learned-store.ts';

let server: TestServer;
const observer = createObserver('trait');

before(async () => {
  for (const [owner, traits] of [
    ['ann', { plan: 'gold', email: 'ann@example.com', gender: 'f', hobby: 'chess' }],
    ['bob', { plan: 'gold', hobby: 'chess' }],
  ] as const) {
    observer.note(traits, owner);
  }
  const observed = { people: 2, fields: observer.fields() };
  server = await startTestServer();
  Object.assign(server.parts.analytics, {
    observedTraits: async () => observed,
    recentEvents: async () => [
      { price: 'dear', sku: 'a' },
      { price: 5, sku: 'b' },
    ],
  });
  const events = createObserver('event');
  events.note({ price: 5, sku: 'a', products: [{ id: 1 }], email: 'a@b.com' }, 'ann');
  events.note({ price: 6, sku: 'a' }, 'bob');
  const today = new Date().toISOString().slice(0, 10);
  const count = { day: today, imported: 0, firstAt: Date.now() - 5_000, lastAt: Date.now() };
  await saveLearned(server.parts.sql, 1, {
    counts: [
      { ...count, name: 'Bought', events: 2 },
      { ...count, name: 'Seldom', events: 1 },
    ],
    observed: new Map([['Bought', 2]]),
    fields: [...events.fields()].map(([path, observation]) => ({ kind: 'event', name: 'Bought', path, observation })),
    ranges: [{ lane: 0, after: 0, upTo: 1 }],
  });
});
after(() => server.close());

async function get<T>(schema: { parse(value: unknown): T }, path: string): Promise<T> {
  const { status, body } = await server.api('GET', path);
  assert.equal(status, 200, JSON.stringify(body));
  return schema.parse(body);
}

async function viewer(path: string): Promise<string> {
  const created = await server.api('POST', '/keys', { kind: 'api', name: 'looks', role: 'viewer' });
  const { key } = created.body as { key: string };
  const response = await fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
  assert.equal(response.status, 200);
  return response.text();
}

test('what was learned is listed, and fixing a part of it stays beside it', async () => {
  const list = await get(schemaEventList, '/schema/events?search=bou');
  assert.partialDeepStrictEqual(list.items, [
    { name: 'Bought', events: 2, mode: 'learn', fixed: false, properties: 5 },
  ]);
  assert.equal(list.items[0]?.days.length, 30);
  assert.equal(
    list.items[0]?.days.reduce((sum, { events }) => sum + events, 0),
    2,
  );

  const found = await get(schemaEvent, '/schema/event?name=Bought');
  assert.deepEqual(
    found.properties.map(({ path, learned, share }) => [path, learned, share]),
    [
      ['email', 'email', 0.5],
      ['price', 'integer', 1],
      ['products', 'list', 0.5],
      ['products[].id', 'integer', 0.5],
      ['sku', 'string', 1],
    ],
  );
  assert.equal(found.revision, 0);
  assert.equal((await server.api('GET', '/schema/event?name=Nothing')).status, 404);

  const rule = eventRule.parse({ mode: 'warn', fields: { price: { type: 'number' }, later: { required: true } } });
  assert.equal((await server.api('PUT', '/schema/event', { name: 'Bought', rule, revision: 0 })).status, 200);
  const conflict = await server.api('PUT', '/schema/event', { name: 'Bought', rule, revision: 0 });
  assert.equal(conflict.status, 409);
  const fixed = await get(schemaEvent, '/schema/event?name=Bought');
  assert.partialDeepStrictEqual(fixed, { mode: 'warn', revision: 1, workspaceMode: 'learn' });
  assert.partialDeepStrictEqual(fixed.properties[1], { path: 'later', learned: 'unknown', share: null, seen: 0 });
  assert.deepEqual(
    (await get(schemaEventList, '/schema/events?show=fixed')).items.map(({ name }) => name),
    ['Bought'],
  );
});

test('before a rule is put in force it is tried on what came lately', async () => {
  const rule = eventRule.parse({ closed: true, fields: { price: { type: 'number' } } });
  const { status, body } = await server.api('POST', '/schema/event/check', { name: 'Bought', rule });
  assert.equal(status, 200);
  assert.deepEqual(checkedRule.parse(body), {
    looked: 2,
    misfits: 2,
    reasons: [
      { reason: 'unknown_property', path: 'sku', count: 2 },
      { reason: 'wrong_type', path: 'price', count: 1 },
    ],
  });
});

test('conditions are suggested from what was seen and fixed', async () => {
  const values = async (query: string) =>
    (await get(suggestions, `/schema/suggestions?${query}`)).items.map(({ value }) => value);
  assert.deepEqual(await values('of=event'), ['Bought', 'Seldom']);
  assert.deepEqual(await values('of=property&event=Bought&search=s'), ['sku', 'products']);
  assert.deepEqual(await values('of=value&event=Bought&path=sku'), ['a']);
  assert.deepEqual(await values('of=value&path=plan'), ['gold']);
  await server.api('PUT', '/schema/trait', { path: 'plan', rule: { allowed: ['free', 'gold'] }, revision: 0 });
  assert.deepEqual(await values('of=value&path=plan'), ['free', 'gold']);
});

test('the builder of segments gets what is fixed beside what was seen', async () => {
  const { events, traits } = await get(catalog, '/catalog');
  assert.deepEqual(
    events.map(({ name }) => name),
    ['Bought', 'Seldom'],
  );
  assert.deepEqual(events[0]?.properties, [
    { name: 'email', type: 'text', examples: [] },
    { name: 'later', type: 'text', examples: [] },
    { name: 'price', type: 'number', examples: [] },
    { name: 'products', type: 'list', examples: [] },
    { name: 'products[].id', type: 'number', examples: [] },
    { name: 'sku', type: 'text', examples: ['a'] },
  ]);
  assert.deepEqual(
    traits.find(({ name }) => name === 'plan'),
    { name: 'plan', type: 'text', examples: ['free', 'gold'] },
  );
});

test('traits come with their share of people; what was fixed can be forgotten', async () => {
  const { people, items } = await get(schemaTraits, '/schema/traits');
  assert.equal(people, 2);
  const hobby = items.find(({ path }) => path === 'hobby');
  assert.partialDeepStrictEqual(hobby, { share: 1, distinct: 1, values: [{ text: 'chess', count: 2 }], rule: null });
  const rule: Partial<FieldRule> = { type: 'string', personal: 'sensitive' };
  await server.api('PUT', '/schema/trait', { path: 'hobby', rule, revision: 0 });
  const { field, revision } = await get(schemaTrait, '/schema/trait?path=hobby');
  assert.partialDeepStrictEqual(field, { personal: 'sensitive', masked: false, rule });
  const seen = schemaTrait.parse(JSON.parse(await viewer('/schema/trait?path=hobby')));
  assert.partialDeepStrictEqual(seen.field, { masked: true, values: [] });
  await server.api('PUT', '/schema/trait', { path: 'hobby', rule: null, revision });
  assert.equal((await get(schemaTrait, '/schema/trait?path=hobby')).field.rule, null);
  assert.deepEqual(nothingSeen.values, []);
});

test('what was kept aside is listed by reason, tried, replayed and discarded by the API', async () => {
  const keep = createKeepAside(server.parts.sql);
  const now = Date.now();
  for (const [n, properties] of [{ price: '5 €' }, { price: 'dear' }].entries()) {
    await keep({
      event: {
        ...{ workspace: 1, messageId: `kept-${n}`, at: now, receivedAt: now + n, context: {} },
        identities: [{ kind: 'email', value: 'ann@example.com' }],
        content: { type: 'track', name: 'Bought', properties },
      },
      misfits: [{ reason: 'wrong_type', path: 'price', expected: 'number' }],
    });
  }
  const rule = eventRule.parse({ mode: 'enforce', fields: { price: { type: 'number' } } });
  const { revision } = await get(schemaEvent, '/schema/event?name=Bought');
  await server.api('PUT', '/schema/event', { name: 'Bought', rule, revision });

  const { groups, events } = await get(keptAside, '/schema/kept-aside');
  assert.equal(events, 2);
  assert.partialDeepStrictEqual(groups, [
    { kind: 'event', name: 'Bought', reason: 'wrong_type', path: 'price', count: 2 },
  ]);
  const [{ kind, name, reason, path } = assert.fail()] = groups;
  const group = { kind, name, reason, path };
  const query = new URLSearchParams(group).toString();
  const page = await get(keptEventList, `/schema/kept-aside/events?${query}&limit=1`);
  assert.deepEqual([page.items[0]?.messageId, page.nextCursor], ['kept-1', '1']);

  const steps = [{ action: 'cast', path: 'price', type: 'number' }];
  const tried = mendPreview.parse((await server.api('POST', '/schema/kept-aside/preview', { group, steps })).body);
  assert.partialDeepStrictEqual(tried, {
    looked: 2,
    fits: 1,
    remaining: [{ reason: 'wrong_type', path: 'price', count: 1 }],
  });
  assert.deepEqual(tried.samples[1]?.after.properties, { price: 5 });

  const discarded = await server.api('POST', '/schema/kept-aside/discard', { group });
  const { id } = discarded.body as { id: string };
  assert.equal((await get(keptAside, '/schema/kept-aside')).groups.length, 0);
  assert.equal((await server.api('POST', `/schema/kept-aside/actions/${id}/undo`)).status, 200);
  assert.equal((await server.api('POST', `/schema/kept-aside/actions/${id}/undo`)).status, 409);
  const replay = await server.api('POST', '/schema/kept-aside/replay', { group, steps, asHistory: true });
  assert.equal(replay.status, 202);
  assert.partialDeepStrictEqual(replay.body, { total: 2, waiting: 2, state: 'running', asHistory: true });
});

test('settings of the schema are kept', async () => {
  const settings = { ...defaultSchemaSettings, maskedForViewers: 'contact_and_sensitive' as const };
  assert.deepEqual((await server.api('PUT', '/schema/settings', settings)).body, settings);
  assert.deepEqual((await server.api('GET', '/schema/settings')).body, settings);
});

test('events, properties and traits are told by the names that the team gave them, and found by them', async () => {
  const { revision } = await get(schemaEvent, '/schema/event?name=Seldom');
  const rule = { displayName: ' Once in a while ', fields: { price: { displayName: 'Amount' }, sku: {} } };
  assert.equal((await server.api('PUT', '/schema/event', { name: 'Seldom', rule, revision })).status, 200);
  const trait = await get(schemaTrait, '/schema/trait?path=hobby');
  const hobby = { path: 'hobby', rule: { displayName: 'Pastime' }, revision: trait.revision };
  assert.equal((await server.api('PUT', '/schema/trait', hobby)).status, 200);
  const tooLong = { name: 'Seldom', rule: { displayName: 'x'.repeat(61) }, revision: revision + 1 };
  assert.equal((await server.api('PUT', '/schema/event', tooLong)).status, 400);
  const match = { event: 'Seldom', where: [] };
  const computed = ['hobby', 'seldom_times'].map((id) => ({
    ...{
      id,
      name: `computed ${id}`,
      match,
      aggregation: 'count' as const,
      since: '2026-01-01T00:00:00.000Z',
      sinceRelease: 1,
    },
  }));
  await server.parts.store.releases.publish(1, (newest) => ({ ...newest, computedTraits: computed }));

  assert.deepEqual(displayNames.parse(JSON.parse(await viewer('/schema/display-names'))), {
    events: [{ name: 'Seldom', displayName: 'Once in a while' }],
    properties: [{ event: 'Seldom', name: 'price', displayName: 'Amount' }],
    traits: [
      { name: 'hobby', displayName: 'Pastime' },
      { name: 'seldom_times', displayName: 'computed seldom_times' },
    ],
  });
  const found = async (query: string) =>
    (await get(schemaEventList, `/schema/events?${query}`)).items.map(({ name }) => name);
  assert.deepEqual(await found('search=a%20while'), ['Seldom']);
  assert.deepEqual(await found('search=nothing'), []);
  assert.deepEqual(await found('search=nothing&named=Bought'), ['Bought']);
  assert.deepEqual(await found('search=nothing&named=Bought&named=Seldom'), ['Bought', 'Seldom']);
});
