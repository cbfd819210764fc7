import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventRule, fieldRule } from '#contracts/schema/schema.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { startTestServer, type TestServer } from '#test/server.ts';
import { type FollowedSchema, followSchema } from './follow-schema.ts';
import { createSchemaGate } from './gate.ts';
import { createKeepAside } from './kept-aside/keep-aside.ts';
import { countMisfits, type MisfitCounts } from './misfit-counts.ts';
import { saveRule } from './rules.ts';

let server: TestServer;
let schema: FollowedSchema;
let misfits: MisfitCounts;
const stored: TrackedEvent[] = [];

const fail = (error: unknown) => assert.fail(error instanceof Error ? error : String(error));

before(async () => {
  server = await startTestServer({
    parts: {
      sink: {
        // Opened below: the gate needs the database that the server makes.
        accept: (events) =>
          createSchemaGate({
            sink: {
              accept: async (fitting) => {
                stored.push(...fitting);
                return { duplicates: 0 };
              },
            },
            schema: schema.current,
            keepAside: createKeepAside(server.parts.sql),
            misfits,
          }).accept(events),
      },
    },
  });
  misfits = countMisfits(server.parts.sql, fail);
  schema = await followSchema(server.parts, fail);
});
after(async () => {
  await schema.stop();
  await misfits.stop();
  await server.close();
});

async function fix(name: string, rule: unknown, kind: 'event' | 'trait' = 'event') {
  const parsed = kind === 'event' ? eventRule.parse(rule) : fieldRule.parse(rule);
  await saveRule(server.parts.sql, 1, kind, name, parsed, 0);
  await schema.refresh();
}

async function post(path: string, body: unknown) {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${server.credentials.writeKey}:`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as object };
}

test('in a batch what fits goes in, what does not is kept aside and listed at its place, and the call succeeds', async () => {
  await fix('Bought', { mode: 'enforce', fields: { price: { type: 'number', required: true } } });
  await fix('Noise', { blocked: true });
  stored.length = 0;
  const { status, body } = await post('/v1/batch', {
    batch: [
      { type: 'track', userId: 'ann', event: 'Bought', properties: { price: '12' }, messageId: 'fits' },
      { type: 'track', userId: 'ann' },
      { type: 'track', userId: 'ann', event: 'Bought', properties: { price: 'dear' }, messageId: 'dear' },
      { type: 'track', userId: 'ann', event: 'Noise', messageId: 'noise' },
      { type: 'track', userId: 'ann', event: 'Anything', properties: { a: 1 } },
    ],
  });
  assert.equal(status, 200);
  assert.deepEqual(body, {
    success: true,
    accepted: 2,
    duplicates: 0,
    rejected: [
      {
        ...{ index: 1, messageId: null, field: 'event' },
        message: 'event must be the name of the event, 1 to 200 characters',
      },
      {
        ...{ index: 2, messageId: 'dear', field: 'properties.price', reason: 'wrong_type', keptAside: true },
        message: 'properties.price must be of the type number',
      },
      {
        ...{ index: 3, messageId: 'noise', field: 'event', reason: 'event_blocked', keptAside: false },
        message: 'event is blocked in this workspace',
      },
    ],
  });
  assert.deepEqual(
    stored.map(({ content }) => content),
    [
      { type: 'track', name: 'Bought', properties: { price: 12 } },
      { type: 'track', name: 'Anything', properties: { a: 1 } },
    ],
  );
  const kept = await server.parts.sql<{ messageId: string; body: string }[]>`
    select message_id as "messageId", body from kept_event`;
  assert.deepEqual(
    kept.map(({ messageId }) => messageId),
    ['dear'],
  );
  const event = JSON.parse(kept[0]?.body ?? '') as TrackedEvent;
  assert.deepEqual(event.content, { type: 'track', name: 'Bought', properties: { price: 'dear' } });
  assert.deepEqual(event.identities, [{ kind: 'userId', value: 'ann' }]);
});

test('a lone event that does not fit succeeds too, and a repeat of it is kept once', async () => {
  const event = { userId: 'ann', event: 'Bought', properties: {}, messageId: 'again' };
  for (const _ of [1, 2]) {
    const { status, body } = await post('/v1/track', event);
    assert.equal(status, 200);
    assert.partialDeepStrictEqual(body, { success: true, accepted: 0, rejected: [{ reason: 'missing_property' }] });
  }
  const [count] = await server.parts.sql<{ count: number }[]>`
    select count(*) as count from kept_event where message_id = 'again'`;
  assert.equal(count?.count, 1);
});

test('with a warning it goes in, and is counted', async () => {
  await fix('Viewed', { mode: 'warn', fields: { sku: { allowed: ['a', 'b'] } } });
  stored.length = 0;
  const { body } = await post('/v1/track', { userId: 'ann', event: 'Viewed', properties: { sku: 'c' } });
  assert.deepEqual(body, { success: true });
  assert.equal(stored.length, 1);
  await misfits.flush();
  const rows = await server.parts.sql`
    select reason, path, outcome, events from schema_misfit where name = 'Viewed'`;
  assert.deepEqual([...rows], [{ reason: 'value_not_allowed', path: 'sku', outcome: 'taken', events: 1 }]);
});

test('traits are converted on their way in', async () => {
  await fix('age', { type: 'integer' }, 'trait');
  stored.length = 0;
  await post('/v1/identify', { userId: 'ann', traits: { age: '31', plan: 'gold' } });
  assert.deepEqual(stored[0]?.content, { type: 'identify', traits: { age: 31, plan: 'gold' } });
});

test('what the database would refuse is kept nevertheless', async () => {
  await fix('Odd', { mode: 'enforce', closed: true });
  const properties = { 'a\u0000b': '\u0000', '\ud800': 1 };
  const { status } = await post('/v1/track', { userId: 'ann', event: 'Odd', properties, messageId: 'odd' });
  assert.equal(status, 200);
  const [row] = await server.parts.sql<{ path: string; body: string }[]>`
    select path, body from kept_event where message_id = 'odd'`;
  assert.equal(row?.path, 'ab');
  const kept = JSON.parse(row?.body ?? '') as TrackedEvent;
  assert.ok(kept.content.type === 'track' && kept.content.properties['a\u0000b'] === '\u0000');
  await misfits.flush();
});

test('a change by another process is in force within seconds', async () => {
  await saveRule(server.parts.sql, 1, 'event', 'Late', eventRule.parse({ blocked: true }), 0);
  for (let attempt = 0; attempt < 100; attempt++) {
    const { body } = await post('/v1/track', { userId: 'ann', event: 'Late' });
    if ('rejected' in body) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail('It was not in force after five seconds');
});
