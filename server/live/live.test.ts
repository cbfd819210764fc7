import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { EventFact, Fact } from '#contracts/fact.ts';
import { startTestServer, type TestServer } from '#test/server.ts';
import { createLiveHub } from './live-feed.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());

const ann = '0197a000-0000-7000-8000-00000000000a';
const bob = '0197a000-0000-7000-8000-00000000000b';

function seen(profile: string, name = 'Product Viewed'): EventFact {
  return {
    type: 'event',
    profile,
    at: 1_000,
    id: 'e',
    name,
    kind: 'track',
    identity: null,
    properties: {},
    url: '',
    imported: false,
    receivedAt: 1_000,
  };
}

function ordered(profile: string, order: string): Fact {
  return {
    ...{ type: 'order', profile, at: 1_000, order, value: 20, currency: 'GBP', itemCount: 1, imported: false },
    ...{ delivery: '', journey: '', message: '', channel: '', touch: '', touchedAt: 0 },
  };
}

const heldBack: Fact = {
  type: 'decision',
  profile: ann,
  at: 1_000,
  delivery: 'd',
  journey: 'cart',
  run: 'r',
  node: 'n',
  message: 'm',
  outcome: 'held_back',
  channel: '',
  reason: 'frequency_cap',
  gates: [],
};

/** Reads the stream until `count` events of the name have come. */
async function listen(path: string, name: string, count: number, during: () => void): Promise<unknown[]> {
  const abort = new AbortController();
  const response = await fetch(`${server.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${server.credentials.apiKey}` },
    signal: abort.signal,
  });
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  during();
  const found: unknown[] = [];
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [event, data] = block.split('\n');
      if (event === `event: ${name}` && data) found.push(JSON.parse(data.slice('data: '.length)));
    }
    if (found.length >= count) break;
  }
  abort.abort();
  return found;
}

test('what happens is told as it happens', async () => {
  const [first, second] = await listen('/live', 'happening', 2, () => server.live.publish([seen(ann), heldBack]));
  assert.partialDeepStrictEqual(first, { type: 'event', name: 'Product Viewed', profile: ann, label: '00000a' });
  assert.partialDeepStrictEqual(second, {
    type: 'decision',
    name: 'held_back',
    reason: 'frequency_cap',
    journey: 'cart',
  });
});

test('a pulse comes every second with the figures', async () => {
  const pulses = await listen('/live', 'pulse', 2, () => {});
  assert.partialDeepStrictEqual(pulses[0], { people: 3, sent: 2, heldBack: 1 });
});

test('one person can be followed without sampling, and others do not show', async () => {
  const many = Array.from({ length: 50 }, (_, index) => seen(ann, `Event ${index}`));
  const found = await listen(`/live?profile=${ann}`, 'happening', 50, () => {
    assert.ok(server.live.followed.has(ann));
    server.live.publish([seen(bob), ...many]);
  });
  assert.deepEqual(
    found.map((one) => (one as { name: string }).name),
    many.map(({ name }) => name),
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(server.live.followed.size, 0);
});

test('the common stream is a sample in which events leave room for the rest', () => {
  const hub = createLiveHub(() => 5_000);
  const shown: Fact[] = [];
  hub.subscribe((fact) => shown.push(fact));
  hub.publish([...Array.from({ length: 1_000 }, () => seen(bob)), ...Array.from({ length: 10 }, () => heldBack)]);
  assert.equal(shown.filter(({ type }) => type === 'event').length, 6);
  assert.equal(shown.filter(({ type }) => type === 'decision').length, 4);
});

test('an order and the event that brought it are one line of the common stream, with a number of its own or without', () => {
  const hub = createLiveHub(() => 5_000);
  const shown: Fact[] = [];
  hub.subscribe((fact) => shown.push(fact));
  const numbered = { ...seen(ann, 'Order Completed'), id: 'e-1', properties: { order_id: 7 } };
  const unnumbered = { ...seen(bob, 'Order Completed'), id: 'e-2' };
  hub.publish([numbered, ordered(ann, '7'), unnumbered, ordered(bob, 'e-2'), seen(bob)]);
  assert.deepEqual(
    shown.map(({ type }) => type),
    ['order', 'order', 'event'],
  );
});

test('the rate is an average of the last ten full seconds', () => {
  let now = 100_000;
  const hub = createLiveHub(() => now);
  for (let second = 0; second < 10; second++) {
    hub.publish([], 50);
    now += 1_000;
  }
  assert.equal(hub.eventsPerSecond(), 50);
  now += 5_000;
  assert.equal(hub.eventsPerSecond(), 25);
  now += 60_000;
  assert.equal(hub.eventsPerSecond(), 0);
});
