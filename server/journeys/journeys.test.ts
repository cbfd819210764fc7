import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPostgresJourneyAsks } from '#components/journey-ask/postgres-store.ts';
import type { CouponPool } from '#contracts/api/coupon-pool.ts';
import { type Journey, journeyList } from '#contracts/api/journey.ts';
import type { JourneyFile, JourneyFileReport } from '#contracts/api/journey-version.ts';
import type { Task } from '#contracts/api/task.ts';
import type { JourneyDefinition, JourneyNode } from '#contracts/journey.ts';
import type { Release } from '#contracts/release.ts';
import { defaultSchemaSettings } from '#contracts/schema/schema.ts';
import type { EnrolStimulus, ProfileStimulus } from '#contracts/stimulus.ts';
import { laneOf } from '#core/lane.ts';
import { stableUuid } from '#core/stable-id.ts';
import { newProfileState } from '#core/state.ts';
import { writeDocument } from '#core/write-document.ts';
import { openSettings } from '#test/builders.ts';
import { onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { startTestServer, type TestServer } from '#test/server.ts';
import { saveSettings } from '../schema/rules.ts';
import { dueOccasions } from './due-occasions.ts';
import { startEnrolling } from './start-enrolling.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.parts.store.releases.publish(1, (newest) => ({ ...newest, settings: openSettings }));
});
after(() => server.close());

async function ok<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await server.api(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path} ${JSON.stringify(answer)}`);
  return answer.body as T;
}

async function code(method: string, path: string, body?: unknown): Promise<string> {
  const { body: answer } = await server.api(method, path, body);
  return (answer as { error?: { code: string } }).error?.code ?? 'none';
}

/** As the first administrator, signed in. */
async function byPerson(method: string, path: string): Promise<unknown> {
  const { adminEmail: email, adminPassword: password } = server.credentials;
  const headers = { 'content-type': 'application/json', origin: server.url };
  const body = JSON.stringify({ email, password });
  const signedIn = await fetch(`${server.url}/api/auth/sign-in/email`, { method: 'POST', headers, body });
  const cookie = signedIn.headers.getSetCookie().map((one) => one.split(';', 1)[0]);
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { cookie: cookie.join('; '), origin: server.url },
  });
  return answer.json();
}

async function asPerson(method: string, path: string): Promise<string> {
  return ((await byPerson(method, path)) as { error?: { code: string } }).error?.code ?? 'none';
}

/** What the list says of a draft that waits, to the holder of the key or to the administrator. */
async function waitsFor(id: string, reader: 'key' | 'person' = 'key') {
  const list = reader === 'key' ? await ok('GET', '/journeys') : await byPerson('GET', '/journeys');
  return journeyList.parse(list).items.find((item) => item.id === id)?.approval;
}

const draft = (nodes: readonly JourneyNode[], parts: Partial<JourneyDefinition> = {}) => ({
  ...{ id: 'x', name: 'X', description: '', version: 1, reentry: { type: 'always' }, exitRules: [] },
  ...parts,
  nodes,
});

const create = (id: string, nodes: readonly JourneyNode[], parts: Partial<JourneyDefinition> = {}) =>
  ok<Journey>('POST', '/journeys', { id, name: id, draft: draft(nodes, { ...parts, name: id }) });

async function release(): Promise<Release> {
  const newest = await server.parts.store.releases.newest(1);
  assert.ok(newest);
  return newest;
}

const end: JourneyNode = { id: 'end', kind: 'exit', branches: {} };

const waiting = (name: string, minutes: number): JourneyNode[] => [
  triggerNode(onEvent('Started'), name),
  waitNode(name, minutes, 'end'),
  end,
];

test('a new version moves people by the mapping that is proposed, and versions are compared', async () => {
  await create('steps', waiting('pause', 60));
  const first = await ok<Journey>('POST', '/journeys/steps/publish');
  await ok('PUT', '/journeys/steps', {
    revision: first.revision,
    draft: draft(waiting('rest', 60), { name: 'steps' }),
  });
  const { versions } = await ok<{ versions: { version: number; nodes: object }[] }>('GET', '/journeys/steps/mapping');
  const steps = [
    { node: 'start', because: 'same', people: 0 },
    { node: 'pause', because: 'alike', people: 0 },
    { node: 'end', because: 'same', people: 0 },
  ];
  assert.deepEqual(versions, [{ version: 1, nodes: { start: 'start', pause: 'rest', end: 'end' }, steps }]);

  const unknown = [{ version: 1, nodes: { pause: 'gone' } }];
  assert.equal(await code('POST', '/journeys/steps/publish', { move: unknown }), 'invalid_request');
  await ok<Journey>('POST', '/journeys/steps/publish', { move: versions });
  const { journeys } = await release();
  assert.deepEqual(
    journeys.map(({ version, entry, movedTo }) => [version, entry, movedTo?.version]),
    [
      [1, false, 2],
      [2, true, undefined],
    ],
  );
  const list = await ok<{ items: { version: number; entry: boolean; movedTo: number | null }[] }>(
    'GET',
    '/journeys/steps/versions',
  );
  assert.deepEqual(
    list.items.map(({ version, entry, movedTo }) => [version, entry, movedTo]),
    [
      [2, true, null],
      [1, false, 2],
    ],
  );
  const { changes } = await ok<{ changes: { place: { part: string } }[] }>('GET', '/journeys/steps/diff?from=1&to=2');
  assert.ok(changes.some(({ place }) => place.part === 'node'));
  assert.deepEqual((await ok<{ changes: [] }>('GET', '/journeys/steps/diff?from=2')).changes, []);
  assert.equal(await code('GET', '/journeys/steps/versions/9'), 'not_found');
});

test('a journey finishes when the last one is through, or is stopped at once, and comes back as a draft', async () => {
  await create('ending', waiting('w', 60));
  await ok('POST', '/journeys/ending/publish');
  assert.equal((await ok<Journey>('POST', '/journeys/ending/stop', { how: 'finish' })).status, 'stopping');
  assert.ok((await release()).journeys.some(({ id, entry }) => id === 'ending' && !entry));
  let inside = 1;
  const enrolling = enroller({ inside: async () => inside });
  await enrolling.round();
  assert.equal((await ok<Journey>('GET', '/journeys/ending')).status, 'stopping');
  inside = 0;
  await enrolling.round();
  await enrolling.stop();
  assert.equal((await ok<Journey>('GET', '/journeys/ending')).status, 'archived');
  assert.ok(!(await release()).journeys.some(({ id }) => id === 'ending'));
  assert.equal((await ok<Journey>('POST', '/journeys/ending/restore')).status, 'draft');
  await ok('POST', '/journeys/ending/publish');
  assert.equal((await ok<Journey>('POST', '/journeys/ending/stop', { how: 'now' })).status, 'archived');
  assert.equal(await code('POST', '/journeys/ending/stop', { how: 'now' }), 'wrong_status');
});

test('where the workspace wants it, somebody else publishes', async () => {
  const journey = await create('approved', waiting('w', 60));
  await ok('PUT', '/journeys/approved', { revision: journey.revision, draft: { ...journey.draft, name: 'Approved' } });
  await server.parts.store.releases.publish(1, (newest) => ({
    ...newest,
    settings: { ...newest.settings, journeyApproval: true },
  }));
  assert.equal(await code('POST', '/journeys/approved/publish'), 'needs_second_person');
  await create('half', [triggerNode(onEvent('Started'), 'gone')]);
  assert.deepEqual([await waitsFor('approved'), await waitsFor('approved', 'person')], ['colleague', 'yours']);
  assert.equal(await waitsFor('half', 'person'), null, 'what cannot be published waits for nobody');
  const { items } = journeyList.parse(await byPerson('GET', '/journeys'));
  const forPerson = items.filter(({ approval }) => approval === 'yours').length;
  assert.partialDeepStrictEqual(await byPerson('GET', '/home'), { draftsWaiting: forPerson });
  assert.partialDeepStrictEqual(await ok('GET', '/home'), { draftsWaiting: 0 }, 'nothing waits for a key');
  const own = await ok<Journey>('GET', '/journeys/approved');
  const no = { revision: own.revision, reason: 'The second mail is missing.' };
  assert.equal(await code('POST', '/journeys/approved/decline', no), 'needs_second_person');

  // Somebody of the same name is somebody else: people are told apart by their addresses.
  const asColleague = (id: string) => server.database.sql`
    update definition set saved_by_email = 'colleague@example.com' where id = ${id}`;
  await asColleague('approved');
  const declined = await ok<Journey>('POST', '/journeys/approved/decline', no);
  assert.partialDeepStrictEqual(declined, {
    savedBy: { name: own.savedBy?.name, email: 'colleague@example.com' },
    declined: { by: own.savedBy?.name, reason: no.reason },
  });
  assert.equal(await waitsFor('approved', 'person'), 'declined');
  const stale = { ...no, revision: own.revision - 1 };
  assert.equal(await code('POST', '/journeys/approved/decline', stale), 'revision_conflict');
  const changed = await ok<Journey>('PUT', '/journeys/approved', { revision: own.revision, draft: own.draft });
  assert.equal(changed.declined, null);
  await asColleague('approved');
  const refused = await server.api('POST', '/journeys/approved/publish');
  assert.partialDeepStrictEqual(refused.body, { error: { code: 'needs_second_person' } }, 'an API key is nobody');
  assert.match(JSON.stringify(refused.body), /signed in/);
  assert.equal(await asPerson('POST', '/journeys/approved/publish'), 'none');
  assert.equal(await waitsFor('approved', 'person'), null);

  await create('made', waiting('w', 60));
  assert.equal(await code('POST', '/journeys/made/publish'), 'needs_second_person', 'who made it has saved it');
  assert.equal(await asPerson('POST', '/journeys/made/publish'), 'none', 'a person says yes to what a key made');
  await create('unknown', waiting('w', 60));
  await server.database.sql`update definition set saved_by = null, saved_by_email = null where id = 'unknown'`;
  assert.equal(await code('POST', '/journeys/unknown/publish'), 'none', 'it came with the product');
  await server.parts.store.releases.publish(1, (newest) => ({ ...newest, settings: openSettings }));
});

test('a journey goes to another workspace with its messages', async () => {
  const message = await ok<{ draft: object }>('POST', '/messages', { id: 'hello', name: 'Hello' });
  assert.ok(message);
  await create('taken', [
    triggerNode(onEvent('Started'), 'mail'),
    { id: 'mail', kind: 'message', message: 'hello', branches: { next: null } },
  ]);
  const email = { subject: 'Hi', preheader: '', html: '<p>Hi</p>', text: '' };
  const saved = await ok<{ revision: number; draft: object }>('GET', '/messages/hello');
  await ok('PUT', '/messages/hello', { revision: saved.revision, draft: { ...saved.draft, variants: { email } } });
  const file = await ok<JourneyFile>('GET', '/journeys/taken/export');
  assert.deepEqual(
    file.messages.map(({ id }) => id),
    ['hello'],
  );
  const changed = { ...file, messages: file.messages.map((one) => ({ ...one, priority: 90 })) };
  const copy = await ok<Journey>('POST', '/journeys/import', changed);
  const [, node] = copy.draft.nodes;
  assert.ok(node?.kind === 'message' && node.message !== 'hello');
  const again = await ok<Journey>('POST', '/journeys/import', file);
  assert.ok(again.draft.nodes.some((one) => one.kind === 'message' && one.message === 'hello'));

  const [start, mail] = file.journey.nodes;
  const foreign = {
    ...file,
    journey: {
      ...file.journey,
      nodes: [start, mail, { id: 'off', kind: 'stop_journey', journey: 'elsewhere', branches: { next: null } }],
    },
  };
  const report = await ok<JourneyFileReport>('POST', '/journeys/import/check', foreign);
  assert.deepEqual(report.missing, [{ noun: 'journey', id: 'elsewhere', nodes: ['off'] }]);
  assert.deepEqual(report.messages, [{ id: 'hello', name: 'Hello', here: 'same' }]);
  assert.deepEqual((await ok<JourneyFileReport>('POST', '/journeys/import/check', changed)).messages[0]?.here, 'other');
  const replace = [{ noun: 'journey', id: 'elsewhere', by: 'taken' }];
  const mended = await ok<Journey>('POST', '/journeys/import', { ...foreign, replace });
  assert.ok(mended.draft.nodes.some((one) => one.kind === 'stop_journey' && one.journey === 'taken'));
});

test('a definition of an earlier version of the product is read as one of today', async () => {
  await create('older', waiting('w', 60));
  const old = [
    triggerNode(onEvent('Started'), 'if'),
    { id: 'if', kind: 'condition', condition: { type: 'all', conditions: [] }, branches: { yes: 'until', no: null } },
    {
      ...{ id: 'until', kind: 'wait_until', match: { event: 'Bought', where: [] }, timeoutMinutes: 5 },
      branches: { matched: null, timeout: 'end' },
    },
    { id: 'end', kind: 'exit', branches: {} },
  ];
  await server.database
    .sql`update definition set draft = ${JSON.stringify(draft(old as JourneyNode[]))} where id = 'older'`;
  const { draft: read, problems } = await ok<Journey>('GET', '/journeys/older');
  assert.deepEqual(problems, []);
  assert.deepEqual(
    read.nodes.map((node) => ('cases' in node ? node.cases[0]?.id : 'options' in node ? node.options[0]?.id : '')),
    ['', 'yes', 'matched', ''],
  );
});

test('the API starts the journeys that begin by it, for people known and new, and tells a repeat by its id', async () => {
  await create('by-api', [triggerNode({ type: 'api' }, 'end'), end]);
  const identity = { kind: 'email', value: 'New@Example.com' };
  assert.equal(await code('POST', '/journeys/by-api/runs', { identity }), 'wrong_status');
  await ok('POST', '/journeys/by-api/publish');
  assert.equal(await code('POST', '/journeys/steps/runs', { identity }), 'wrong_status');
  assert.equal(
    await code('POST', '/journeys/by-api/runs', { identity: { kind: 'wallet', value: '1' } }),
    'invalid_request',
  );
  assert.equal(await code('POST', '/journeys/by-api/runs', {}), 'invalid_request');
  assert.equal(await code('POST', '/journeys/by-api/runs', { profile: stableUuid('nobody') }), 'not_found');

  // The sink of this server stores nothing: the person is there as ingest would have made her.
  const profile = stableUuid('person');
  await server.database.sql`
    insert into identity (workspace, kind, value, profile) values (1, 'email', 'new@example.com', ${profile})`;
  const started = await ok<{ profile: string; id: string }>('POST', '/journeys/by-api/runs', {
    ...{ identity, id: 'call-1', payload: { order_id: 'A1' } },
  });
  assert.deepEqual(started, { profile, id: 'call-1' });
  assert.partialDeepStrictEqual(server.appended.at(-1), {
    ...{ type: 'enrol', by: 'api', journey: 'by-api', profile, id: 'run:by-api:call-1', payload: { order_id: 'A1' } },
  });
});

test('codes of a pool are given once each, and a repeat gets the same', async () => {
  await ok<CouponPool>('POST', '/coupon-pools', { id: 'summer', name: 'Summer' });
  assert.equal(await code('POST', '/coupon-pools', { id: 'summer', name: 'Again' }), 'already_exists');
  const offer = { name: 'Summer', kind: 'percentage', value: 10 };
  assert.equal(await code('POST', '/coupons', { ...offer, generate: 1, pool: 'winter' }), 'invalid_request');
  await ok('POST', '/coupons', { ...offer, generate: 20, pool: 'summer' });
  const asks = openPostgresJourneyAsks(server.database.sql);
  const give = (name: string) =>
    asks.giveCoupon({
      ...{ workspace: 1, ask: stableUuid(name), profile: stableUuid('p', name), journey: 'j', at: Date.now() },
      pool: 'summer',
    });
  const names = Array.from({ length: 25 }, (_, index) => `run ${index}`);
  const given = await Promise.all(names.map(give));
  const codes = given.filter((one) => one !== undefined);
  assert.equal(new Set(codes).size, 20);
  assert.equal(codes.length, 20);
  const again = await Promise.all(names.map(give));
  assert.deepEqual(again, given);
  assert.partialDeepStrictEqual(await ok<{ items: CouponPool[] }>('GET', '/coupon-pools'), {
    items: [{ id: 'summer', codes: 20, given: 20, free: 0 }],
  });
});

test('entries of all people together are limited, ever and in a sliding time', async () => {
  const asks = openPostgresJourneyAsks(server.database.sql);
  const at = Date.parse('2026-06-10T12:00Z');
  const enter = (journey: string, name: string, minute: number, limits: object) =>
    asks.enter({ workspace: 1, ask: stableUuid(journey, name), journey, at: at + minute * 60_000, ...limits });
  const ever = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => enter('ever', name, 0, { total: 3 })));
  assert.equal(ever.filter(Boolean).length, 3);
  assert.equal(await enter('ever', 'a', 0, { total: 3 }), ever[0]);
  const within = { within: { entries: 2, minutes: 10 } };
  const sliding = [];
  for (const minute of [0, 1, 2, 10, 11, 12]) sliding.push(await enter('sliding', `at ${minute}`, minute, within));
  assert.deepEqual(sliding, [true, true, false, true, true, false]);
});

test('tasks are made once, listed by when they are due, and done', async () => {
  const asks = openPostgresJourneyAsks(server.database.sql);
  const profile = stableUuid('person of tasks');
  const task = (name: string, dueAt: string) =>
    asks.createTask({
      ...{ workspace: 1, ask: stableUuid('task', name), profile, journey: 'j', at: Date.now(), title: name, note: '' },
      dueAt: Date.parse(dueAt),
    });
  await task('second', '2026-07-02T00:00Z');
  await task('first', '2026-07-01T00:00Z');
  await task('first', '2026-07-01T00:00Z');
  const open = await ok<{ items: Task[] }>('GET', `/tasks?profile=${profile}`);
  assert.deepEqual(
    open.items.map(({ title }) => title),
    ['first', 'second'],
  );
  const id = open.items[0]?.id;
  assert.equal((await ok<Task>('PATCH', `/tasks/${id}`, { status: 'done' })).status, 'done');
  assert.ok((await ok<{ items: Task[] }>('GET', `/tasks?profile=${profile}&status=done`)).items[0]?.doneBy);
  assert.equal((await ok<Task>('PATCH', `/tasks/${id}`, { status: 'open', assignee: 'ann@example.com' })).doneAt, null);
});

function enroller(parts: Partial<Parameters<typeof startEnrolling>[0]>) {
  return startEnrolling({
    ...{ sql: server.database.sql, store: server.parts.store, workspace: 1, clock: Date.now },
    audience: async () => [],
    inside: async () => 1,
    append: async () => {},
    untilTakenIn: async () => {},
    onError: (error) => assert.fail(String(error)),
    ...parts,
  });
}

test('a schedule and a date tell everybody whom they concern, once, page by page', async () => {
  const schedule = {
    type: 'schedule',
    segment: null,
    start: '2026-01-01T09:00',
    rule: 'FREQ=DAILY',
    zone: 'person',
  } as const;
  await create('daily', [triggerNode(schedule, 'end'), end]);
  await create('birthday', [
    triggerNode(
      { type: 'date', trait: 'birthday', repeat: 'yearly', calendar: 'told', offsetDays: 0, time: '09:00' },
      'end',
    ),
    end,
  ]);
  await ok('POST', '/journeys/daily/publish');
  await ok('POST', '/journeys/birthday/publish');
  const everybody = Array.from({ length: 12 }, (_, index) => stableUuid('p', String(index))).sort();
  const appended: EnrolStimulus[] = [];
  const inDays = (days: number) => Date.now() + days * 86_400_000;
  let failing = true;
  const errors: string[] = [];
  const enrolling = enroller({
    clock: () => inDays(1.5),
    audience: async ({ type }, after, limit) =>
      type === 'inside' ? [] : everybody.filter((id) => after === null || id > after).slice(0, limit),
    append: async (stimuli: readonly ProfileStimulus[]) => {
      if (failing) {
        failing = false;
        throw new Error('the log is away');
      }
      appended.push(...(stimuli as EnrolStimulus[]));
    },
    onError: (error) => errors.push(String(error)),
  });
  await enrolling.round();
  assert.deepEqual(errors, ['Error: the log is away']);
  await enrolling.round();
  await enrolling.round();
  await enrolling.stop();
  const ids = appended.map(({ profile, id }) => `${profile} ${id}`);
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(appended.filter(({ journey, by }) => journey === 'birthday' && by === 'look').length, 12);
  const scheduled = appended.filter(({ journey }) => journey === 'daily');
  assert.ok(scheduled.length >= 12 && scheduled.length % 12 === 0);
  assert.match(scheduled[0]?.localTime ?? '', /T09:00$/);
});

const at = (text: string): number => Date.parse(text);
const daily = {
  type: 'schedule',
  segment: null,
  start: '2026-06-01T09:00',
  rule: 'FREQ=DAILY',
  zone: 'workspace',
} as const;
const looks: readonly (readonly [name: string, looked: Parameters<typeof dueOccasions>[1], due: readonly string[]])[] =
  [
    [
      'before the first',
      { zone: 'Europe/London', since: at('2026-05-01'), last: null, now: at('2026-06-01T07:59Z') },
      [],
    ],
    [
      'at the first',
      { zone: 'Europe/London', since: at('2026-05-01'), last: null, now: at('2026-06-01T08:00Z') },
      ['2026-06-01T09:00'],
    ],
    [
      'told already',
      { zone: 'UTC', since: at('2026-05-01'), last: '2026-06-05T09:00', now: at('2026-06-05T10:00Z') },
      [],
    ],
    [
      'published after it',
      { zone: 'UTC', since: at('2026-06-05T09:30Z'), last: null, now: at('2026-06-05T10:00Z') },
      [],
    ],
    [
      'nothing ran for days',
      { zone: 'UTC', since: at('2026-05-01'), last: '2026-06-02T09:00', now: at('2026-06-08T10:00Z') },
      ['2026-06-08T09:00'],
    ],
  ];
for (const [name, looked, due] of looks) {
  test(`occasions of a schedule: ${name}`, () => assert.deepEqual(dueOccasions(daily, looked), due));
}

test('at each one’s own time everybody is told before the day begins anywhere', () => {
  const own = { ...daily, zone: 'person' as const };
  const looked = { zone: 'UTC', since: at('2026-05-01'), last: '2026-06-04T09:00' };
  assert.deepEqual(dueOccasions(own, { ...looked, now: at('2026-06-04T17:59Z') }), []);
  assert.deepEqual(dueOccasions(own, { ...looked, now: at('2026-06-04T18:00Z') }), ['2026-06-05T09:00']);
});

test('what the messages of a draft would say to people may be looked at by a viewer, without addresses, and by nobody else', async () => {
  const profile = stableUuid('somebody to try');
  const state = { ...newProfileState(profile, 0), traits: { email: 'ann@example.com', name: 'Ann Lee' } };
  await server.database.sql`
    insert into profile_state (lane, workspace, profile, document)
    values (${laneOf(1, profile)}, 1, ${profile}, ${writeDocument(state)})`;
  const { analytics } = server.parts;
  Object.assign(analytics, { peopleToTry: async () => [{ profile, properties: {} }] });
  await create('looked-at', waiting('pause', 60));
  await saveSettings(server.parts.sql, 1, { ...defaultSchemaSettings, maskedForViewers: 'contact_and_sensitive' });
  const { key } = await ok<{ key: string }>('POST', '/keys', { kind: 'api', name: 'looks', role: 'viewer' });
  const look = async (headers: Record<string, string>, journey = 'looked-at') => {
    const answer = await fetch(`${server.url}/api/v1/journeys/${journey}/content-check`, { headers });
    return { status: answer.status, body: (await answer.json()) as { people?: { personName: string }[] } };
  };
  const viewer = { authorization: `Bearer ${key}` };
  const seen = await look(viewer);
  assert.deepEqual([seen.status, seen.body.people?.map(({ personName }) => personName)], [200, ['A•••']]);
  const whole = await look({ authorization: `Bearer ${server.credentials.apiKey}` });
  assert.deepEqual(
    whole.body.people?.map(({ personName }) => personName),
    ['Ann Lee'],
  );
  assert.equal((await look(viewer, 'no-such-journey')).status, 404);
  assert.equal((await look({})).status, 401);
});
