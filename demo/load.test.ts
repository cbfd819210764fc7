import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { journeyList } from '#contracts/api/journey.ts';
import { messageList } from '#contracts/api/message.ts';
import { segmentList } from '#contracts/api/segment.ts';
import { startTestServer } from '#test/server.ts';
import { loadDemo, weeksUntil } from './load.ts';

const day = 86_400_000;
const lastOrder = '2011-12-09 12:50:00';

test('the newest order is moved to the last seven days, never into the future', () => {
  const from = Date.parse('2012-01-01');
  fc.assert(
    fc.property(fc.integer({ min: from, max: Date.parse('2040-01-01') }), (now) => {
      // The shop's summer time: in local time a week is a week, in hours it may be one more or less.
      const moved = Date.parse(`${lastOrder.replace(' ', 'T')}Z`) + weeksUntil(lastOrder, now) * 7 * day;
      const localNow = now + offsetInLondon(now);
      assert.ok(moved <= localNow, 'not in the future');
      assert.ok(localNow - moved < 7 * day + 3_600_000, 'within the last week');
    }),
  );
});

function offsetInLondon(now: number): number {
  const hour = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    hour: '2-digit',
    hourCycle: 'h23',
  }).format(now);
  return Number(hour) === new Date(now).getUTCHours() ? 0 : 3_600_000;
}

test('the demo comes in by the public interfaces, is not loaded twice, and survives an interruption', async (t) => {
  const server = await startTestServer();
  t.after(() => server.close());
  const startedAt = Date.now();
  // No workers run here, so nothing settles: a clock that runs fast ends the wait.
  let ticks = 0;
  const options = { url: server.url, apiKey: server.credentials.apiKey, now: () => startedAt + ticks++ * 10_000 };

  const interrupted = new AbortController();
  const partly = loadDemo({
    ...options,
    signal: interrupted.signal,
    onProgress: (_, what) => what === 'orders' && interrupted.abort(),
  });
  await assert.rejects(partly);
  const before = new Set(server.events.map(({ messageId }) => messageId));

  const shares: number[] = [];
  assert.equal(await loadDemo({ ...options, onProgress: (share) => shares.push(share) }), true);
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
  assert.equal(shares.at(-1), 1);
  // By id, as the log takes them: a repeat carries the same one.
  const events = [...new Map(server.events.map((event) => [event.messageId, event])).values()];
  assert.ok(before.size > 0 && server.events.length >= events.length + before.size);
  assert.ok(
    events.every(({ imported }) => imported === true),
    'all of it is history',
  );
  const orders = events.filter(({ content }) => content.type === 'track' && content.name === 'Order Completed');
  assert.equal(events.filter(({ content }) => content.type === 'identify').length, 550);
  assert.ok(orders.length > 2_000);
  const newest = Math.max(...events.map(({ at }) => at));
  assert.ok(newest <= startedAt + 1_800_000 && newest > startedAt - 7 * day - 3_600_000);

  const [journeys, segments, messages] = await Promise.all([
    server.api('GET', '/journeys').then(({ body }) => journeyList.parse(body)),
    server.api('GET', '/segments').then(({ body }) => segmentList.parse(body)),
    server.api('GET', '/messages').then(({ body }) => messageList.parse(body)),
  ]);
  assert.deepEqual([journeys.items.length, segments.items.length, messages.items.length], [4, 7, 5]);
  for (const { status } of [...journeys.items, ...segments.items, ...messages.items]) assert.equal(status, 'published');

  const taken = server.events.length;
  assert.equal(await loadDemo(options), false);
  assert.equal(server.events.length, taken);
});
