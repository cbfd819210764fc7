import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { postgresStore } from '#components/store/postgres/index.ts';
import type { ComputedTrait } from '#contracts/api/computed-trait.ts';
import type { LifecycleFigures, PersonNote } from '#contracts/api/people-attributes.ts';
import { givenPointsRule, pointsEvent, suggestedLeadScore } from '#contracts/lead-score.ts';
import { suggestedLifecycle } from '#contracts/lifecycle.ts';
import { companySubject } from '#core/company/company-id.ts';
import type { CompanyState } from '#core/company/company-state.ts';
import { laneOf } from '#core/lane.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { writeDocument } from '#core/write-document.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

const at = Date.parse('2026-03-01T10:00:00Z');
const loser = randomUUID();
const ann: ProfileState = { ...newProfileState(randomUUID(), at), absorbed: [`absorb:${loser}:x`] };

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.database.sql`
    insert into profile_state (lane, workspace, profile, document)
    values (${laneOf(1, ann.profile)}, 1, ${ann.profile}, ${writeDocument(ann)})`;
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
    values (${laneOf(1, lin.profile)}, 1, ${lin.profile}, ${writeDocument(lin)})`;
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

test('the rules of the lead score are checked, counted anew only where they count otherwise, and kept while they are used', async () => {
  const put = (settings: object) => server.api('PUT', '/lead-score', settings);
  const store = postgresStore(server.database.sql, laneOf);
  const since = async () => {
    const { leadScore } = (await store.releases.newest(1)) ?? {};
    return leadScore?.rules.map(({ sinceRelease }) => sinceRelease - leadScore.sinceRelease);
  };
  assert.partialDeepStrictEqual((await server.api('GET', '/lead-score')).body, { settings: { rules: [] }, scored: 0 });
  const saved = await put(suggestedLeadScore);
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
  assert.partialDeepStrictEqual(saved.body, { settings: suggestedLeadScore, backfill: { state: 'running' } });
  assert.deepEqual(await since(), [0, 0, 0, 0, 0]);
  const [viewed, ...others] = suggestedLeadScore.rules;
  const other = { type: 'event', match: { event: 'Page Viewed', where: [] } };
  await put({
    ...suggestedLeadScore,
    rules: [{ ...viewed, points: 7 }, { ...others[0], cause: other }, ...others.slice(1)],
  });
  assert.deepEqual(await since(), [-1, 0, -1, -1, -1]);
  for (const wrong of [
    { ...suggestedLeadScore, rules: [viewed, viewed] },
    { ...suggestedLeadScore, rules: [{ ...viewed, points: 0 }] },
    { ...suggestedLeadScore, rules: [{ ...viewed, id: givenPointsRule }] },
    { ...suggestedLeadScore, rules: [{ ...viewed, cause: { ...other, match: { event: pointsEvent, where: [] } } }] },
    { ...suggestedLeadScore, rules: [{ ...viewed, cause: { ...other, match: { event: 'Lead Grade Changed' } } }] },
    {
      ...suggestedLeadScore,
      rules: [{ ...viewed, cause: { type: 'trait', test: { name: 'lead_score', operator: 'exists' } } }],
    },
    { ...suggestedLeadScore, grades: [...suggestedLeadScore.grades, { name: 'Z', from: 60 }] },
    { ...suggestedLeadScore, decay: { type: 'half_life', days: 0 } },
  ]) {
    assert.equal((await put(wrong)).status, 400, JSON.stringify(wrong));
  }
  const eve: ProfileState = {
    ...newProfileState(randomUUID(), at),
    traits: { lead_score: 20, lifecycle_stage_set: 'loyalty', lifecycle_stage_set_by: 'journey:gone' },
    memberships: new Map([['lifecycle:loyalty', at]]),
    scored: { [givenPointsRule]: { unit: Math.floor(Date.now() / 86_400_000), sum: 20, times: 2, lastAt: at } },
  };
  await server.database.sql`
    insert into profile_state (lane, workspace, profile, document)
    values (${laneOf(1, eve.profile)}, 1, ${eve.profile}, ${writeDocument(eve)})`;
  assert.partialDeepStrictEqual((await server.api('GET', `/profiles/${eve.profile}/lead-score`)).body, {
    contributions: [{ rule: givenPointsRule, cause: 'event', points: 20, times: 2 }],
  });
  assert.partialDeepStrictEqual((await server.api('GET', `/profiles/${eve.profile}`)).body, {
    lifecycle: { stage: 'loyalty', setBy: { journey: 'gone', journeyName: 'gone' } },
  });
  const condition = { type: 'trait', test: { name: 'lead_score', operator: 'at_least', value: 60 } };
  await server.api('POST', '/segments', { id: 'hot', name: 'Hot', condition });
  await server.api('POST', '/segments/hot/publish', {});
  const none = { ...suggestedLeadScore, rules: [] };
  assert.partialDeepStrictEqual(await put(none), { status: 409, body: { error: { code: 'still_referenced' } } });
  await server.api('DELETE', '/segments/hot');
  assert.equal((await put(none)).status, 200);
  const { body } = await server.api('GET', `/profiles/${ann.profile}/lead-score`);
  assert.deepEqual(body, { contributions: [], trend: [] });
});

test('companies are told of, joined and left through the log, and a company is no person', async () => {
  const acme: CompanyState = {
    ...{ format: 1, kind: 'company', profile: companySubject('acme/1'), company: 'acme/1', page: 0, revision: 1 },
    ...{ firstSeenAt: at, lastSeenAt: at, times: { name: at }, overflow: 0, members: [] },
    picture: { revision: 1, traits: { name: 'Acme 公司' } },
  };
  await server.database.sql`
    insert into profile_state (lane, workspace, profile, document)
    values (${laneOf(1, acme.profile)}, 1, ${acme.profile}, ${writeDocument(acme)})`;
  const path = `/companies/${encodeURIComponent('acme/1')}`;
  assert.partialDeepStrictEqual((await server.api('GET', path)).body, {
    ...{ id: 'acme/1', name: 'Acme 公司', traits: { name: 'Acme 公司' }, members: 0, currency: 'GBP' },
  });
  assert.equal((await server.api('GET', `/profiles/${acme.profile}`)).status, 404);
  assert.equal((await server.api('GET', '/companies/nobody')).status, 404);
  assert.equal((await server.api('DELETE', '/companies/nobody')).status, 404);
  server.appended.length = 0;
  for (const [method, place, body] of [
    ['PUT', path, { traits: { plan: 'pro' } }],
    ['PUT', `${path}/members/${ann.profile}`, {}],
    ['DELETE', `${path}/members/${ann.profile}`, undefined],
    ['DELETE', path, undefined],
  ] as const) {
    const answer = await server.api(method, place, body);
    assert.equal(answer.status, 202, JSON.stringify(answer.body));
  }
  assert.equal((await server.api('PUT', `${path}/members/${randomUUID()}`, {})).status, 404);
  assert.deepEqual(
    server.appended.map((stimulus) => [stimulus.type, stimulus.type === 'track' ? stimulus.name : stimulus.profile]),
    [
      ['company_told', acme.profile],
      ['track', 'Account Added User'],
      ['track', 'Account Removed User'],
      ['company_told', acme.profile],
    ],
  );
});
