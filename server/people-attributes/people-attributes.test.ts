import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { ComputedTrait } from '#contracts/api/computed-trait.ts';
import type { LifecycleFigures, PersonNote } from '#contracts/api/people-attributes.ts';
import { suggestedLifecycle } from '#contracts/lifecycle.ts';
import { laneOf } from '#core/lane.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

const at = Date.parse('2026-03-01T10:00:00Z');
const loser = randomUUID();
const ann: ProfileState = { ...newProfileState(randomUUID(), at), absorbed: [`absorb:${loser}:x`] };

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.database.sql`
    insert into profile_state (lane, workspace, profile, document)
    values (${laneOf(1, ann.profile)}, 1, ${ann.profile}, ${JSON.stringify(ann)})`;
});
after(() => server.close());

test('a computed trait is published, keeps its beginning when renamed, and is refused or deleted as it must be', async () => {
  const content = { name: 'Orders', match: { event: 'Order Completed', where: [] }, aggregation: 'count' };
  const created = await server.api('PUT', '/computed-traits/order_count', content);
  assert.equal(created.status, 200, JSON.stringify(created.body));
  const { since } = created.body as ComputedTrait;
  const renamed = await server.api('PUT', '/computed-traits/order_count', { ...content, name: 'Number of orders' });
  assert.partialDeepStrictEqual(renamed.body, { since, name: 'Number of orders' });
  const changed = await server.api('PUT', '/computed-traits/order_count', { ...content, withinDays: 30 });
  assert.notEqual((changed.body as ComputedTrait).since, since);
  assert.equal((await server.api('PUT', '/computed-traits/spent', { ...content, aggregation: 'sum' })).status, 400);
  assert.equal((await server.api('PUT', '/computed-traits/tags', content)).status, 400);
  assert.equal((await server.api('PUT', '/computed-traits/No-Name', content)).status, 400);

  const condition = { type: 'trait', test: { name: 'order_count', operator: 'at_least', value: 2 } };
  await server.api('POST', '/segments', { id: 'regulars', name: 'Regulars', condition });
  await server.api('POST', '/segments/regulars/publish', {});
  const refused = await server.api('DELETE', '/computed-traits/order_count');
  assert.partialDeepStrictEqual(refused, { status: 409, body: { error: { code: 'still_referenced' } } });
  await server.api('DELETE', '/segments/regulars');
  assert.equal((await server.api('DELETE', '/computed-traits/order_count')).status, 204);
  assert.equal((await server.api('DELETE', '/computed-traits/order_count')).status, 404);
});

test('the rules of the lifecycle become segments, which no other list shows', async () => {
  assert.deepEqual(((await server.api('GET', '/lifecycle')).body as LifecycleFigures).stages, []);
  const { body: settings } = await server.api('GET', '/settings');
  const saved = await server.api('PUT', '/settings', { ...(settings as object), lifecycle: suggestedLifecycle });
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
  const { stages } = (await server.api('GET', '/lifecycle')).body as LifecycleFigures;
  assert.deepEqual(
    stages.map(({ segment }) => segment),
    ['awareness', 'consideration', 'decision', 'evaluation', 'loyalty', 'advocacy'].map(
      (stage) => `lifecycle:${stage}`,
    ),
  );
  assert.partialDeepStrictEqual((await server.api('GET', '/segments')).body, { items: [] });
  const twice = [...suggestedLifecycle, ...suggestedLifecycle.slice(0, 1)];
  const refused = await server.api('PUT', '/settings', { ...(settings as object), lifecycle: twice });
  assert.equal(refused.status, 400);
});

test('tags and owner go into the log, for one person and for several', async () => {
  const from = server.appended.length;
  assert.equal((await server.api('POST', `/profiles/${ann.profile}/tags`, { add: [' vip '] })).status, 202);
  assert.equal((await server.api('POST', `/profiles/${ann.profile}/tags`, { add: ['a,b'] })).status, 400);
  const owner = server.credentials.adminEmail;
  assert.equal((await server.api('PUT', `/profiles/${ann.profile}/owner`, { owner })).status, 202);
  assert.equal((await server.api('PUT', `/profiles/${ann.profile}/owner`, { owner: 'no@body.example' })).status, 400);
  const whom = { profiles: [ann.profile, randomUUID()] };
  const many = await server.api('POST', '/profiles/tags', { remove: ['vip'], whom });
  assert.deepEqual(many, { status: 202, body: { people: 1 } });
  assert.partialDeepStrictEqual(server.appended.slice(from), [
    { type: 'attributes', profile: ann.profile, addTags: ['vip'], removeTags: [] },
    { type: 'attributes', profile: ann.profile, owner },
    { type: 'attributes', profile: ann.profile, addTags: [], removeTags: ['vip'] },
  ]);
});

test('notes are read by all, also those of whoever became part of her, and changed by whoever wrote them', async () => {
  const { sql } = server.database;
  await sql`insert into person_note (workspace, profile, id, text, author_name, author_email)
    values (1, ${loser}, ${randomUUID()}, 'Prefers the phone', 'Bob', 'bob@example.com')`;
  const path = `/profiles/${ann.profile}/notes`;
  const written = await server.api('POST', path, { text: ' 喜欢红色 ' });
  assert.equal(written.status, 201);
  const { id } = written.body as PersonNote;
  assert.partialDeepStrictEqual((await server.api('PUT', `${path}/${id}`, { text: '喜欢蓝色' })).body, {
    text: '喜欢蓝色',
    mine: true,
  });
  const { items } = (await server.api('GET', path)).body as { items: PersonNote[] };
  assert.deepEqual(
    items.map(({ text, mine }) => [text, mine]),
    [
      ['喜欢蓝色', true],
      ['Prefers the phone', false],
    ],
  );
  const others = items[1]?.id;
  assert.equal((await server.api('PUT', `${path}/${others}`, { text: 'no' })).status, 404);
  assert.equal((await server.api('DELETE', `${path}/${others}`)).status, 404);
  assert.equal((await server.api('DELETE', `${path}/${id}`)).status, 204);
});

test('a profile tells the next birthday, and not to who may not see the trait', async () => {
  const lin: ProfileState = {
    ...newProfileState(randomUUID(), at),
    traits: { birthday: '1990-08-15', birthdayCalendar: 'lunar' },
  };
  const { sql } = server.database;
  await sql`
    insert into profile_state (lane, workspace, profile, document)
    values (${laneOf(1, lin.profile)}, 1, ${lin.profile}, ${JSON.stringify(lin)})`;
  const { body } = await server.api('GET', `/profiles/${lin.profile}`);
  const { birthday } = body as { birthday: { next: string } };
  assert.partialDeepStrictEqual(birthday, { calendar: 'lunar', month: 8, day: 15, leapMonth: false });
  assert(Date.parse(birthday.next) > Date.now() - 172_800_000);
  const key = await server.api('POST', '/keys', { kind: 'api', name: 'Reader', role: 'viewer' });
  const { key: secret = '' } = key.body as { key?: string };
  const response = await fetch(`${server.url}/api/v1/profiles/${lin.profile}`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  const seen = (await response.json()) as { traits: { birthday: string }; birthday?: unknown };
  assert.equal(response.status, 200, JSON.stringify([key.body, seen]));
  assert.deepEqual([seen.traits.birthday, seen.birthday], ['•••', undefined]);
});
