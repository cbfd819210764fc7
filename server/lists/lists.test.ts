import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { PeopleList } from '#contracts/api/people-list.ts';
import type { Segment } from '#contracts/api/segment.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { laneOf } from '#core/lane.ts';
import { newProfileState } from '#core/state.ts';
import { writeDocument } from '#core/write-document.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

const ann = randomUUID();
const bob = randomUUID();

let server: TestServer;
before(async () => {
  server = await startTestServer();
  const { sql } = server.database;
  for (const profile of [ann, bob]) {
    await sql`
      insert into profile_state (lane, workspace, profile, document)
      values (${laneOf(1, profile)}, 1, ${profile}, ${writeDocument(newProfileState(profile, 1))})`;
  }
  await sql`
    insert into identity (workspace, kind, value, profile) values
      (1, 'email', 'ann@example.com', ${ann}), (1, 'userId', 'ann', ${ann}),
      (1, 'email', 'bob@example.com', ${bob}), (1, 'userId', 'ann@example.com', ${bob})`;
});
after(() => server.close());

async function refused(method: string, path: string, body?: unknown) {
  const { status, body: answer } = await server.api(method, path, body);
  const { error } = answer as { error: { code: string; message: string; details?: unknown } };
  return { status, ...error };
}

async function publish(id: string, condition: SegmentCondition): Promise<void> {
  const created = await server.api('POST', '/segments', { id, name: `The ${id}`, condition });
  assert.equal(created.status, 201, JSON.stringify(created.body));
  const published = await server.api('POST', `/segments/${id}/publish`);
  assert.equal(published.status, 200, JSON.stringify(published.body));
}

test('people come onto a list and leave it, by a text, a file or their ids, through the bulk log', async () => {
  const { status, body } = await server.api('POST', '/lists', { name: 'Spring fair' });
  assert.equal(status, 201);
  assert.partialDeepStrictEqual(body as PeopleList, { id: 'spring-fair', size: 0, description: '' });
  const from = server.appended.length;

  const file = 'Name;E-Mail\r\n"Ann; A.";ann@example.com \r\nNobody;no@example.com\r\nBob;bob@example.com\r\n';
  const uploaded = await server.api('POST', '/lists/spring-fair/people', { change: 'add', people: file });
  // "ann@example.com" is somebody's user id too, and nobody can say whose list that is.
  assert.partialDeepStrictEqual(uploaded, {
    status: 202,
    body: { people: 1, created: 0, notFound: 1, ambiguous: 1, samples: ['no@example.com', 'ann@example.com'] },
  });
  const pasted = await server.api('POST', '/lists/spring-fair/people', { change: 'remove', people: `ann\n${bob}` });
  assert.partialDeepStrictEqual(pasted.body, { people: 2, notFound: 0 });
  const members = { change: 'add', profiles: [ann, randomUUID()] };
  assert.partialDeepStrictEqual((await server.api('POST', '/lists/spring-fair/members', members)).body, {
    people: 1,
    notFound: 1,
  });
  assert.partialDeepStrictEqual(server.appended.slice(from), [
    { type: 'lists', profile: bob, add: ['spring-fair'] },
    { type: 'lists', profile: ann, remove: ['spring-fair'], bulk: true },
    { type: 'lists', profile: bob, remove: ['spring-fair'], bulk: true },
    { type: 'lists', profile: ann, add: ['spring-fair'] },
  ]);

  const unknown = { change: 'add', people: 'new@example.com', createUnknown: true };
  const before = server.events.length;
  await server.api('POST', '/lists/spring-fair/people', unknown);
  assert.partialDeepStrictEqual(server.events.slice(before), [
    { imported: true, identities: [{ kind: 'email', value: 'new@example.com' }], content: { type: 'identify' } },
  ]);
  assert.equal((await refused('POST', '/lists/gone/people', unknown)).code, 'not_found');
  assert.equal(
    (await refused('POST', '/lists/spring-fair/people', { change: 'add', people: '\n' })).code,
    'invalid_request',
  );
});

test('a list that a segment asks for is there and stays there', async () => {
  await server.api('POST', '/lists', { id: 'vip', name: 'VIP' });
  await server.api('POST', '/segments', { id: 'lost', name: 'Lost', condition: { type: 'list', list: 'gone' } });
  assert.partialDeepStrictEqual(await refused('POST', '/segments/lost/publish'), {
    code: 'not_publishable',
    details: [{ code: 'unknown_list', params: { list: 'gone' } }],
  });
  await publish('on-list', { type: 'not', condition: { type: 'list', list: 'vip' } });
  assert.match((await refused('DELETE', '/lists/vip')).message, /the published segment "The on-list"/);
  await server.api('DELETE', '/segments/on-list');
  assert.equal((await server.api('DELETE', '/lists/vip')).status, 204);
});

test('segments ask for each other, but never in a circle, and none goes that is asked for', async () => {
  await publish('inner', { type: 'all', conditions: [] });
  await publish('middle', { type: 'not', condition: { type: 'segment', segment: 'inner' } });
  await publish('outer', { type: 'segment', segment: 'middle' });
  const inner = (await server.api('GET', '/segments/inner')).body as Segment;
  const draft = { ...inner.draft, condition: { type: 'segment', segment: 'outer' } };
  const saved = await server.api('PUT', '/segments/inner', { revision: inner.revision, draft });
  const problem = { code: 'segment_cycle', params: { path: 'The inner → The outer → The middle → The inner' } };
  assert.partialDeepStrictEqual(saved.body, { problems: [problem] });
  assert.partialDeepStrictEqual(await refused('POST', '/segments/inner/publish'), {
    code: 'not_publishable',
    details: [problem],
  });
  const used = await refused('DELETE', '/segments/middle');
  assert.partialDeepStrictEqual(used, { status: 409, details: { segments: [{ id: 'outer' }], journeys: [] } });

  const { body: settings } = await server.api('GET', '/settings');
  const stage = { type: 'lifecycle', stage: 'loyalty' };
  const lifecycle = [{ stage: 'loyalty', condition: { type: 'segment', segment: 'inner' } }];
  assert.equal((await server.api('PUT', '/settings', { ...(settings as object), lifecycle })).status, 200);
  await publish('loyal', stage as SegmentCondition);
  const without = await refused('PUT', '/settings', { ...(settings as object), lifecycle: [] });
  assert.match(without.message, /The stage is used by the published segment "The loyal"/);
  const round = [{ stage: 'loyalty', condition: { type: 'segment', segment: 'loyal' } }];
  const circle = await refused('PUT', '/settings', { ...(settings as object), lifecycle: round });
  assert.match(circle.message, /loyalty → The loyal → loyalty/);
});
