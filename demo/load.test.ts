import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { journey, journeyList } from '#contracts/api/journey.ts';
import { journeyTemplateList } from '#contracts/api/journey-template.ts';
import { messageList } from '#contracts/api/message.ts';
import { segmentList } from '#contracts/api/segment.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { occasionsOf } from '#core/rehearsal/occasions.ts';
import type { RecordedPerson } from '#core/rehearsal/recorded.ts';
import { rehearsalReleases } from '#core/rehearsal/releases.ts';
import { relive } from '#core/rehearsal/relive.ts';
import { stableUuid } from '#core/stable-id.ts';
import { createTestClickhouse } from '#test/clickhouse.ts';
import { startTestServer, type TestServer } from '#test/server.ts';
import { customerCount } from './cut-orders.ts';
import { visitorCount } from './invented/visitors.ts';
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
  const clickhouse = await createTestClickhouse();
  const server = await startTestServer({ parts: { clickhouse: clickhouse.client } });
  t.after(async () => {
    await server.close();
    await clickhouse.drop();
  });
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
  assert.equal(events.filter(({ content }) => content.type === 'identify').length, customerCount + visitorCount);
  assert.ok(orders.length > 2_000);
  const newest = Math.max(...events.map(({ at }) => at));
  assert.ok(newest <= startedAt + 1_800_000 && newest > startedAt - 7 * day - 3_600_000);

  const [journeys, segments, messages] = await Promise.all([
    server.api('GET', '/journeys').then(({ body }) => journeyList.parse(body)),
    server.api('GET', '/segments').then(({ body }) => segmentList.parse(body)),
    server.api('GET', '/messages').then(({ body }) => messageList.parse(body)),
  ]);
  assert.deepEqual([journeys.items.length, segments.items.length, messages.items.length], [4, 11, 5]);
  for (const { status } of [...journeys.items, ...segments.items, ...messages.items]) assert.equal(status, 'published');

  const taken = server.events.length;
  assert.equal(await loadDemo(options), false);
  assert.equal(server.events.length, taken);

  await t.test('each ready journey, rehearsed over it, has people in it', async () => {
    // Visitors first: they have short stories, and what happens seldom happens to them.
    const people = recordedPeople(events).toReversed();
    const templates = journeyTemplateList.parse((await server.api('GET', '/journey-templates')).body).items;
    for (const { id } of templates)
      assert.equal(await rehearsed(server, id, { people, now: startedAt }), 'entered', id);
  });
});

/** As a rehearsal reads them: history counts as if it had come when it happened. */
function recordedPeople(events: readonly TrackedEvent[]): readonly RecordedPerson[] {
  return [...Map.groupBy(events, ({ identities }) => identities[0]?.value ?? '')].map(([userId, own]) => {
    const profile = stableUuid('demo', userId);
    const stimuli = own
      .toSorted((one, other) => one.at - other.at)
      .map(
        ({ messageId, content, imported: _, ...rest }): ProfileStimulus => ({
          ...{ ...rest, ...content, profile, id: messageId, receivedAt: rest.at },
        }),
      );
    return { profile, stimuli, deliveries: [], answers: [], draws: [], identities: own[0]?.identities ?? [] };
  });
}

interface Recorded {
  readonly people: readonly RecordedPerson[];
  readonly now: number;
}

/** Whether somebody would have entered a template's journey within the last forty days. */
async function rehearsed(server: TestServer, template: string, { people, now }: Recorded): Promise<string> {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await server.api(method, path, body);
    assert(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const used = { language: 'en', shop: 'https://shop.example' };
  const { draft } = journey.parse(await ask('POST', `/journey-templates/${template}/use`, used));
  for (const noun of ['segments', 'messages']) {
    const { items } = drafts.parse(await ask('GET', `/${noun}?limit=200`));
    for (const { id, status } of items) if (status === 'draft') await ask('POST', `/${noun}/${id}/publish`);
  }
  const newest = await server.parts.store.releases.newest(1);
  assert(newest);
  const from = now - 40 * day;
  const [release, tried] = [
    { ...newest, journeys: [] },
    { draft, from, periods: [] },
  ];
  const releaseAt = rehearsalReleases(release, tried);
  const occasions = occasionsOf(release, tried, now);
  for (const person of people) {
    const { facts } = relive(person, { releaseAt, occasions, random: () => 0.5, until: now });
    if (facts.some((fact) => fact.type === 'journey_step' && fact.change === 'entered')) return 'entered';
  }
  return 'nobody';
}

const drafts = z.object({ items: z.array(z.object({ id: z.string(), status: z.string() })) });
