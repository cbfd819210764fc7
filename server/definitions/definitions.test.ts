import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Journey } from '#contracts/api/journey.ts';
import type { Message } from '#contracts/api/message.ts';
import type { Segment } from '#contracts/api/segment.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import type { Release } from '#contracts/release.ts';
import { defaultSettings } from '#contracts/settings.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());

async function release(): Promise<Release> {
  const newest = await server.parts.store.releases.newest(1);
  assert.ok(newest);
  return newest;
}

async function ok<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await server.api(method, path, body);
  assert.ok(answer.status < 300, JSON.stringify(answer));
  return answer.body as T;
}

async function refused(method: string, path: string, body?: unknown) {
  const { status, body: answer } = await server.api(method, path, body);
  const { error } = answer as { error: { code: string; message: string; details?: unknown } };
  return { status, ...error };
}

const boughtTwice = {
  type: 'event',
  match: { event: 'Order Completed', where: [] },
  frequency: { comparison: 'at_least', times: 2, withinDays: 30 },
} as const;

test('a segment goes from draft to release, and is counted anew only when its condition changes', async () => {
  const created = await ok<Segment>('POST', '/segments', { name: 'Bought twice', condition: boughtTwice });
  assert.partialDeepStrictEqual(created, {
    id: 'bought-twice',
    status: 'draft',
    published: null,
    problems: [],
    revision: 1,
  });

  const published = await ok<Segment>('POST', '/segments/bought-twice/publish');
  assert.partialDeepStrictEqual(published, { status: 'published', hasUnpublishedChanges: false });
  const first = await release();
  assert.deepEqual(
    first.segments.map(({ id, sinceRelease }) => [id, sinceRelease]),
    [['bought-twice', first.number]],
  );

  const renamed = { ...published.draft, name: 'Loyal' };
  const saved = await ok<Segment>('PUT', '/segments/bought-twice', { revision: published.revision, draft: renamed });
  assert.equal(saved.hasUnpublishedChanges, true);
  await ok('POST', '/segments/bought-twice/publish');
  assert.deepEqual(
    (await release()).segments.map(({ name, sinceRelease }) => [name, sinceRelease]),
    [['Loyal', first.number]],
  );

  const current = await ok<Segment>('GET', '/segments/bought-twice');
  const changed = { ...renamed, condition: { ...boughtTwice, frequency: { ...boughtTwice.frequency, times: 3 } } };
  await ok('PUT', '/segments/bought-twice', { revision: current.revision, draft: changed });
  await ok('POST', '/segments/bought-twice/publish');
  const last = await release();
  assert.equal(last.segments[0]?.sinceRelease, last.number);
});

test('who saves an old revision is told, and nothing is overwritten', async () => {
  const { id, revision, draft } = await ok<Segment>('POST', '/segments', { name: 'Contested' });
  await ok('PUT', `/segments/${id}`, { revision, draft: { ...draft, name: 'First' } });
  const late = await refused('PUT', `/segments/${id}`, { revision, draft: { ...draft, name: 'Second' } });
  assert.deepEqual([late.status, late.code, late.details], [409, 'revision_conflict', { revision: 2 }]);
  assert.equal((await ok<Segment>('GET', `/segments/${id}`)).name, 'First');
});

test('ids: chosen, made from the name, also of a Chinese one, and never twice', async () => {
  assert.equal((await ok<Segment>('POST', '/segments', { id: 'vip', name: 'Best' })).id, 'vip');
  assert.equal((await refused('POST', '/segments', { id: 'vip', name: 'Best' })).code, 'already_exists');
  assert.equal((await ok<Segment>('POST', '/segments', { name: 'Élan & Co.' })).id, 'elan-co');
  assert.match((await ok<Segment>('POST', '/segments', { name: 'Élan & Co.' })).id, /^elan-co-\d{5}$/);
  assert.match((await ok<Segment>('POST', '/segments', { name: '高价值人群' })).id, /^segment-\d{5}$/);
  assert.equal((await refused('POST', '/segments', { id: 'No Spaces', name: 'x' })).code, 'invalid_request');
  assert.equal((await refused('GET', '/segments/nothing')).code, 'not_found');
});

test('a message is checked before it goes live: content, topic, template', async () => {
  const created = await ok<Message>('POST', '/messages', { id: 'cart', name: 'Your basket' });
  assert.ok(created.problems.some(({ path }) => path === 'variants.email.subject'));
  assert.equal((await refused('POST', '/messages/cart/publish')).code, 'not_publishable');

  const variants = { email: { subject: 'Hi {{ person.firstName', preheader: '', html: '<p>Hi</p>', text: '' } };
  const wrong = await ok<Message>('PUT', '/messages/cart', {
    revision: created.revision,
    draft: { ...created.draft, topic: 'nowhere', variants },
  });
  assert.deepEqual(
    wrong.problems.map(({ code, params }) => [code, params['reason']]),
    [
      ['unknown_topic', undefined],
      ['template_error', 'not_closed'],
    ],
  );

  const draft = { ...created.draft, variants: { email: { ...variants.email, subject: 'Hi {{ person.firstName }}' } } };
  await ok('PUT', '/messages/cart', { revision: wrong.revision, draft });
  assert.equal((await ok<Message>('POST', '/messages/cart/publish')).status, 'published');
  assert.deepEqual(
    (await release()).messages.map(({ id }) => id),
    ['cart'],
  );
});

const journeyDraft: JourneyDefinition = {
  id: '',
  name: '',
  description: '',
  version: 1,
  reentry: { type: 'never' },
  exitRules: [],
  nodes: [
    {
      id: 'start',
      kind: 'trigger',
      trigger: { type: 'segment', segment: 'bought-twice', change: 'entered' },
      branches: { next: 'wait' },
    },
    { id: 'wait', kind: 'wait', minutes: 60, branches: { next: 'mail' } },
    { id: 'mail', kind: 'message', message: 'cart', branches: { next: null } },
  ],
};

test('a journey: problems, versions side by side, pause, resume', async () => {
  const created = await ok<Journey>('POST', '/journeys', { id: 'loyal', name: 'Loyal' });
  assert.ok(created.problems.length > 0);
  const unfinished = await refused('POST', '/journeys/loyal/publish');
  assert.deepEqual([unfinished.status, unfinished.code], [422, 'not_publishable']);

  const unknown = structuredClone(journeyDraft);
  unknown.nodes.push({ id: 'lost', kind: 'message', message: 'nothing', branches: { next: null } });
  const wrong = await ok<Journey>('PUT', '/journeys/loyal', { revision: 1, draft: { ...unknown, name: 'Loyal' } });
  assert.deepEqual(
    wrong.problems.map(({ code, node }) => [code, node]),
    [
      ['unknown_message', 'lost'],
      ['unreachable_node', 'lost'],
    ],
  );

  const saved = await ok<Journey>('PUT', '/journeys/loyal', { revision: 2, draft: { ...journeyDraft, name: 'Loyal' } });
  assert.deepEqual(saved.problems, []);
  const first = await ok<Journey>('POST', '/journeys/loyal/publish');
  assert.partialDeepStrictEqual(first, { status: 'published', version: 1, hasUnpublishedChanges: false });
  assert.equal((await ok<Journey>('POST', '/journeys/loyal/publish')).version, 1, 'nothing changed, no new version');

  const longer = structuredClone(first.draft);
  const wait = longer.nodes.find((node) => node.kind === 'wait');
  if (wait) wait.minutes = 120;
  await ok('PUT', '/journeys/loyal', { revision: first.revision, draft: longer });
  assert.equal((await ok<Journey>('POST', '/journeys/loyal/publish')).version, 2);
  const versions = async () => (await release()).journeys.map(({ version, entry }) => [version, entry]);
  assert.deepEqual(await versions(), [
    [1, false],
    [2, true],
  ]);

  assert.equal((await ok<Journey>('POST', '/journeys/loyal/pause')).status, 'paused');
  assert.deepEqual(await versions(), [
    [1, false],
    [2, false],
  ]);
  assert.equal((await refused('POST', '/journeys/loyal/pause')).code, 'wrong_status');
  assert.equal((await ok<Journey>('POST', '/journeys/loyal/resume')).status, 'published');
  assert.deepEqual(await versions(), [
    [1, false],
    [2, true],
  ]);
});

test('what a published journey uses cannot be deleted; the journey itself only when nobody enters', async () => {
  const segment = await refused('DELETE', '/segments/bought-twice');
  assert.deepEqual(
    [segment.status, segment.code, segment.details],
    [409, 'still_referenced', { segments: [], journeys: [{ id: 'loyal', name: 'Loyal' }] }],
  );
  assert.match(segment.message, /"Loyal"/);
  assert.equal((await refused('DELETE', '/messages/cart')).code, 'still_referenced');
  assert.equal((await refused('DELETE', '/journeys/loyal')).code, 'wrong_status');

  await ok('POST', '/journeys/loyal/pause');
  await ok('DELETE', '/journeys/loyal');
  await ok('DELETE', '/messages/cart');
  await ok('DELETE', '/segments/bought-twice');
  const { journeys, messages, segments } = await release();
  assert.deepEqual([journeys, messages, segments], [[], [], []]);
});

test('lists come in pages, the last changed first', async () => {
  const first = await ok<{ items: Segment[]; nextCursor: string }>('GET', '/segments?limit=2');
  assert.equal(first.items.length, 2);
  const second = await ok<{ items: Segment[] }>('GET', `/segments?limit=2&cursor=${first.nextCursor}`);
  assert.ok(second.items.length > 0);
  assert.ok(!second.items.some(({ id }) => first.items.some((one) => one.id === id)));
  assert.equal((await refused('GET', '/segments?cursor=x')).code, 'invalid_cursor');
  assert.equal((await refused('GET', '/segments?limit=5000')).code, 'invalid_request');
});

test('settings become a release; a wrong time zone is refused', async () => {
  const before = (await release()).number;
  const settings = { ...defaultSettings, name: 'Example', holdoutShare: 0.1 };
  assert.deepEqual(await ok('PUT', '/settings', settings), settings);
  assert.deepEqual(await ok('GET', '/settings'), settings);
  assert.equal((await release()).number, before + 1);
  const wrong = await refused('PUT', '/settings', { ...settings, timeZone: 'Mars/Olympus' });
  assert.deepEqual([wrong.status, wrong.code], [400, 'invalid_request']);
  const named = await refused('PUT', '/settings', { ...settings, holdoutShare: 2 });
  assert.match(named.message, /^holdoutShare: /);
  assert.partialDeepStrictEqual(
    [wrong.details, named.details],
    [[{ field: 'timeZone', code: 'unknown_time_zone' }], [{ field: 'holdoutShare', code: 'too_large', limit: 0.5 }]],
  );
});
