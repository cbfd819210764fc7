import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Analytics } from '@segment/analytics-node';
import { BusyError } from '#contracts/tracked-event.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

let server: TestServer;
let busy: TestServer;

before(async () => {
  server = await startTestServer();
  const sink = { accept: () => Promise.reject(new BusyError(7)) };
  busy = await startTestServer({ limits: { perSecond: 1, burst: 5 }, parts: { sink } });
});
after(async () => {
  await server.close();
  await busy.close();
});

interface Answer {
  status: number;
  headers: Headers;
  body: {
    success?: boolean;
    accepted?: number;
    rejected?: { index: number; messageId: string | null; field: string; message: string }[];
    error?: { code: string; message: string };
  };
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}, to = server): Promise<Answer> {
  const response = await fetch(`${to.url}${path}`, {
    method: 'POST',
    headers: { authorization: basic(to.credentials.writeKey), 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

function basic(user: string): string {
  return `Basic ${Buffer.from(`${user}:`).toString('base64')}`;
}

/** The events of one call. */
async function accepted(path: string, body: unknown, headers: Record<string, string> = {}) {
  server.events.length = 0;
  const answer = await post(path, body, headers);
  assert.deepEqual([answer.status, answer.body], [200, { success: true }]);
  return [...server.events];
}

const track = { userId: 'ann', event: 'Product Added', properties: { price: 9.5 }, messageId: 'm1' };

test('the public Node client works by changing the host', async () => {
  server.events.length = 0;
  const analytics = new Analytics({ writeKey: server.credentials.writeKey, host: server.url, flushAt: 3 });
  analytics.identify({ userId: 'ann', traits: { email: 'Ann@Example.com', plan: 'gold' } });
  analytics.track({ userId: 'ann', event: 'Order Completed', properties: { revenue: 12 } });
  analytics.page({ anonymousId: 'visitor-1', name: 'Home', properties: { url: 'https://shop.example/' } });
  await analytics.closeAndFlush();
  const [identify, order, page] = server.events;
  assert.deepEqual(identify?.identities, [
    { kind: 'userId', value: 'ann' },
    { kind: 'email', value: 'ann@example.com' },
  ]);
  assert.deepEqual(order?.content, { type: 'track', name: 'Order Completed', properties: { revenue: 12 } });
  assert.deepEqual(page?.content, {
    type: 'track',
    name: 'Page Viewed',
    properties: { url: 'https://shop.example/', name: 'Home' },
  });
  assert.ok(server.events.every(({ at, receivedAt }) => at <= receivedAt && receivedAt - at < 60_000));
});

test('every call of the specification is taken, under its long and its short path', async () => {
  const calls = {
    identify: { userId: 'u', traits: { name: 'Ann' } },
    track: { userId: 'u', event: 'Clicked' },
    page: { userId: 'u', name: 'Home' },
    screen: { userId: 'u', name: 'Basket' },
    group: { userId: 'u', groupId: 'acme', traits: { seats: 3 } },
    alias: { userId: 'u', previousId: 'old' },
  };
  for (const [call, body] of Object.entries(calls)) {
    for (const path of [`/v1/${call}`, `/v1/${call.charAt(0)}`])
      assert.equal((await accepted(path, body)).length, 1, path);
  }
  const batch = { batch: Object.entries(calls).map(([type, body]) => ({ type, ...body })) };
  for (const path of ['/v1/batch', '/v1/b']) {
    const events = await accepted(path, batch);
    assert.deepEqual(
      events.map(({ content }) => (content.type === 'track' ? content.name : content.traits)),
      [{ name: 'Ann' }, 'Clicked', 'Page Viewed', 'Screen Viewed', 'Group', {}],
    );
    assert.partialDeepStrictEqual(events[4]?.content, {
      ...{ group: 'acme', properties: { seats: 3, groupId: 'acme' } },
    });
    assert.deepEqual(events[5]?.previous, { kind: 'userId', value: 'old' });
  }
});

test('the write key may stand in the body, as beacons send it: text, no header', async () => {
  server.events.length = 0;
  const response = await fetch(`${server.url}/v1/t`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain;charset=UTF-8', origin: 'https://shop.example' },
    body: JSON.stringify({ ...track, writeKey: server.credentials.writeKey }),
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('access-control-allow-origin'), '*');
  assert.equal(server.events.length, 1);
});

test('browsers of any site may ask first', async () => {
  const response = await fetch(`${server.url}/v1/t`, {
    method: 'OPTIONS',
    headers: { origin: 'https://shop.example', 'access-control-request-headers': 'authorization,content-type' },
  });
  assert.equal(response.status, 204);
  assert.match(response.headers.get('access-control-allow-headers') ?? '', /authorization/);
});

test('the browser client finds out where to send to', async () => {
  const address = `${server.url}/v1/projects/${server.credentials.writeKey}/settings`;
  const settings = (await (await fetch(address)).json()) as { integrations: object; plan?: object };
  assert.deepEqual(Object.keys(settings.integrations), ['Segment.io']);
  const { host } = new URL(server.url);
  assert.partialDeepStrictEqual(settings, {
    integrations: { 'Segment.io': { apiKey: server.credentials.writeKey, apiHost: `${host}/v1`, protocol: 'http' } },
  });
  assert.equal((await fetch(`${server.url}/v1/projects/unknown/settings`)).status, 401);
});

test('an unknown key is refused, in the header and in the body', async () => {
  for (const [body, headers] of [
    [track, { authorization: basic('nobody') }],
    [{ ...track, writeKey: 'nobody' }, { authorization: '' }],
    [track, { authorization: 'Bearer x' }],
  ] as const) {
    const { status, body: answer } = await post('/v1/track', body, headers);
    assert.deepEqual([status, answer.error?.code], [401, 'invalid_write_key']);
  }
});

test('gzip bodies are read, and cannot be a bomb', async () => {
  const headers = { 'content-encoding': 'gzip' };
  assert.equal((await accepted('/v1/track', gzipSync(JSON.stringify(track)), headers)).length, 1);
  const bomb = await post('/v1/batch', gzipSync(Buffer.alloc(5_000_000, ' ')), headers);
  assert.deepEqual([bomb.status, bomb.body.error?.code], [413, 'payload_too_large']);
  assert.equal((await post('/v1/track', 'no gzip', headers)).status, 400);
  assert.equal((await post('/v1/track', track, { 'content-encoding': 'zstd' })).status, 415);
});

test('names of events that only the product may bring are refused', async () => {
  for (const event of ['Inbound Message Received', ' Score Points Given']) {
    const refused = await post('/v1/track', { ...track, event, properties: { points: 1_000, journey: 'welcome' } });
    assert.deepEqual([refused.status, refused.body.rejected?.[0]?.field], [400, 'event'], event);
  }
});

test('an event of more than 32 KB is refused, a batch of more than 500 KB too', async () => {
  const large = (bytes: number) => ({ ...track, type: 'track', properties: { text: 'x'.repeat(bytes) } });
  const single = await post('/v1/track', large(33_000));
  assert.deepEqual([single.status, single.body.rejected?.[0]?.field], [400, 'event']);
  assert.equal((await accepted('/v1/track', large(32_000))).length, 1);
  const mixed = await post('/v1/batch', { batch: [large(33_000), large(10)] });
  assert.partialDeepStrictEqual(mixed.body, { success: true, accepted: 1, rejected: [{ index: 0, field: 'event' }] });
  const batch = await post('/v1/batch', { batch: Array.from({ length: 20 }, () => large(30_000)) });
  assert.deepEqual([batch.status, batch.body.error?.code], [413, 'payload_too_large']);
});

test('in a batch the good events go in and the bad ones are listed by field', async () => {
  server.events.length = 0;
  const batch = [
    { type: 'track', ...track },
    { type: 'track', userId: 'ann', messageId: 'm2' },
    { type: 'dance', userId: 'ann' },
    { type: 'track', event: 'Anonymous' },
    'nothing',
    { type: 'identify', userId: 'null' },
  ];
  const { status, body } = await post('/v1/batch', { batch });
  assert.equal(status, 200);
  assert.equal(server.events.length, 1);
  assert.deepEqual(
    body.rejected?.map(({ index, field, messageId }) => [index, field, messageId]),
    [
      [1, 'event', 'm2'],
      [2, 'type', null],
      [3, 'userId', null],
      [4, 'event', null],
      [5, 'userId', null],
    ],
  );
  const allBad = await post('/v1/batch', { batch: [{ type: 'track' }] });
  assert.deepEqual([allBad.status, allBad.body.success, allBad.body.error?.code], [400, false, 'invalid_event']);
});

test('malformed input gets a 400 that says what is wrong', async () => {
  for (const body of ['{"userId":', '[]', '"text"', '']) {
    const answer = await post('/v1/track', body);
    assert.deepEqual([answer.status, answer.body.error?.code], [400, 'malformed_json'], body);
  }
  for (const body of [{}, { batch: [] }, { batch: 'x' }, { batch: [track], sentAt: 'soon' }]) {
    const answer = await post('/v1/batch', body);
    assert.deepEqual([answer.status, answer.body.error?.code], [400, 'invalid_request']);
  }
  const withPrototype = '{"userId":"ann","event":"x","properties":{"__proto__":{"admin":true},"a":1}}';
  const [event] = await accepted('/v1/track', withPrototype);
  assert.deepEqual(event?.content, { type: 'track', name: 'x', properties: { a: 1 } });
});

test('too much at once is answered with 429, a full store with 503, both with when to come again', async () => {
  const full = await post('/v1/track', track, {}, busy);
  assert.deepEqual([full.status, full.body.error?.code, full.headers.get('retry-after')], [503, 'busy', '7']);
  const batch = { batch: Array.from({ length: 5 }, () => ({ type: 'track', ...track })) };
  const limited = await post('/v1/batch', batch, {}, busy);
  assert.deepEqual([limited.status, limited.body.error?.code], [429, 'rate_limited']);
  assert.equal(limited.headers.get('access-control-allow-origin'), '*');
  assert.ok(Number(limited.headers.get('retry-after')) >= 1);
});

test('history comes in with an API key, marked as imported', async () => {
  server.events.length = 0;
  const batch = { batch: [{ type: 'track', ...track, timestamp: '2011-03-01T10:00:00Z' }, { type: 'track' }] };
  const refused = await post('/v1/import', batch);
  assert.equal(refused.status, 401);
  const answer = await post('/v1/import', batch, { authorization: basic(server.credentials.apiKey) });
  assert.partialDeepStrictEqual(answer.body, { success: true, accepted: 1, duplicates: 0, rejected: [{ index: 1 }] });
  const at = Date.parse('2011-03-01T10:00:00Z');
  assert.partialDeepStrictEqual(server.events[0], { imported: true, trusted: true, at });
});

test('a write key is public: nothing that comes with it is trusted, whatever it says', async () => {
  const claim = { ...track, trusted: true, imported: true };
  const [single] = await accepted('/v1/track', claim);
  const [ofBatch] = await accepted('/v1/batch', { batch: [{ type: 'track', ...claim }] });
  for (const event of [single, ofBatch]) assert.ok(event && !('trusted' in event) && !('imported' in event));
});

test('a key of the prototype is dropped, however it is spelled', async () => {
  for (const key of ['__proto__', '\\u005f_proto__', '__pr\\u006fto__']) {
    const body = `{"userId":"ann","event":"x","properties":{"${key}":{"admin":true},"a":1}}`;
    const [event] = await accepted('/v1/track', body);
    const properties = event?.content.type === 'track' ? event.content.properties : {};
    assert.deepEqual(Object.getOwnPropertyNames(properties), ['a'], key);
  }
});

test('the context of a batch is not copied at any length into each of its events', async () => {
  const campaign = { name: 'spring', source: 'x'.repeat(400_000), more: { deep: ['x'.repeat(1_000)] }, medium: 7 };
  const batch = Array.from({ length: 500 }, () => ({ type: 'track', userId: 'ann', event: 'Seen' }));
  const events = await accepted('/v1/batch', { context: { campaign }, batch });
  assert.equal(events.length, 500);
  assert.deepEqual(events[0]?.context.campaign, { name: 'spring' });
});

test('large events that wait to be stored are counted by their bytes: senders are told to come back', async () => {
  const stored = Promise.withResolvers<{ duplicates: number }>();
  const slow = await startTestServer({ parts: { sink: { accept: () => stored.promise } } });
  try {
    const large = { properties: { text: 'x'.repeat(30_000) } };
    const batch = Array.from({ length: 16 }, () => ({ type: 'track', ...track, ...large }));
    const body = gzipSync(JSON.stringify({ batch }));
    const calls = Array.from({ length: 160 }, () => post('/v1/batch', body, { 'content-encoding': 'gzip' }, slow));
    const first = await Promise.race(calls);
    assert.deepEqual([first.status, first.body.error?.code, first.headers.get('retry-after')], [503, 'busy', '2']);
    stored.resolve({ duplicates: 0 });
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    const taken = statuses.filter((status) => status === 200).length;
    assert.ok(taken > 100 && taken < 160, `${taken} of 160 were taken`);
    assert.equal((await post('/v1/batch', body, { 'content-encoding': 'gzip' }, slow)).status, 200);
  } finally {
    await slow.close();
  }
});
