import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Profile } from '#contracts/api/profile.ts';
import { defaultSettings } from '#contracts/settings.ts';
import { laneOf } from '#core/lane.ts';
import { personName } from '#core/profile/person-name.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { writeDocument } from '#core/write-document.ts';
import { startTestServer, type TestServer } from '#test/server.ts';
import { reachabilityOf } from './reachability.ts';

const at = Date.parse('2026-03-01T10:00:00Z');
const ann: ProfileState = {
  ...newProfileState(randomUUID(), at),
  identities: [
    { kind: 'userId', value: 'ann' },
    { kind: 'email', value: 'ann@example.com' },
    { kind: 'phone', value: '+442079460958' },
  ],
  traits: { firstName: 'Ann', lastName: 'Lee', city: 'London' },
  counters: new Map(),
  memberships: new Map([['gold', at]]),
  orders: { count: 2, value: 30.5, lastAt: at },
};
const old: ProfileState = { ...newProfileState(randomUUID(), at), mergedInto: ann.profile };

let server: TestServer;
before(async () => {
  server = await startTestServer();
  const { sql } = server.database;
  for (const state of [ann, old]) {
    await sql`
      insert into profile_state (lane, workspace, profile, document)
      values (${laneOf(1, state.profile)}, 1, ${state.profile}, ${writeDocument(state)})`;
  }
  for (const { kind, value } of ann.identities) {
    await sql`insert into identity (workspace, kind, value, profile) values (1, ${kind}, ${value}, ${ann.profile})`;
  }
});
after(() => server.close());

test('a profile shows the state of the person of today, also under an id that was merged away', async () => {
  for (const id of [ann.profile, old.profile]) {
    const { status, body } = await server.api('GET', `/profiles/${id}`);
    assert.equal(status, 200);
    const profile = body as Profile;
    assert.partialDeepStrictEqual(profile, {
      id: ann.profile,
      name: 'Ann Lee',
      traits: { city: 'London' },
      segments: [{ id: 'gold', since: '2026-03-01T10:00:00.000Z' }],
      orders: { count: 2, value: 30.5 },
    });
    assert.deepEqual(
      profile.reachability.map(({ channel, reachable, reason }) => [channel, reachable, reason]),
      [
        ['email', true, undefined],
        ['sms', false, 'no_consent'],
        ['push', false, 'unreachable'],
        ['webhook', false, 'channel_off'],
      ],
    );
  }
});

test('a person is found by each of her identities, however it is written', async () => {
  for (const search of ['ann', ' Ann@Example.com ', '020 7946 0958', ann.profile, old.profile]) {
    const { body } = await server.api('GET', `/profiles?search=${encodeURIComponent(search)}`);
    assert.partialDeepStrictEqual(body, { items: [{ id: ann.profile, email: 'ann@example.com' }], nextCursor: null });
  }
  const { body } = await server.api('GET', '/profiles?search=nobody');
  assert.deepEqual(body, { items: [], nextCursor: null });
});

test('whoever does not exist is a 404, whatever the id looks like', async () => {
  for (const id of [randomUUID(), 'ann', "'; drop table profile_state; --"]) {
    assert.equal((await server.api('GET', `/profiles/${encodeURIComponent(id)}`)).status, 404);
  }
});

test('a segment is explained to the last condition', async () => {
  const condition = {
    type: 'all',
    conditions: [
      { type: 'trait', test: { name: 'city', operator: 'equals', value: 'London' } },
      {
        type: 'event',
        match: { event: 'Order Completed', where: [] },
        frequency: { comparison: 'at_least', times: 1, withinDays: 30 },
      },
    ],
  };
  await server.api('POST', '/segments', { id: 'londoners', name: 'Londoners', condition });
  await server.api('POST', '/segments/londoners/publish');
  const { body } = await server.api('GET', `/profiles/${ann.profile}/segments/londoners/explanation`);
  assert.partialDeepStrictEqual(body, {
    holds: false,
    children: [
      { holds: true, value: 'London' },
      { holds: false, count: 0 },
    ],
  });
  assert.equal((await server.api('GET', `/profiles/${ann.profile}/segments/nothing/explanation`)).status, 404);
});

test('names: as given, the Chinese way round, else whatever tells people apart', () => {
  const named = (traits: ProfileState['traits'], identities: ProfileState['identities'] = []) =>
    personName({ profile: 'p-123456', traits, identities });
  assert.equal(named({ name: ' Ann Lee ' }), 'Ann Lee');
  assert.equal(named({ firstName: '小明', lastName: '王' }), '王小明');
  assert.equal(named({ firstName: 'Ann' }), 'Ann');
  assert.equal(named({}, [{ kind: 'email', value: 'a@example.com' }]), 'a@example.com');
  assert.equal(named({}), '123456');
});

test('a later yes to a topic opens a channel that was closed, a suppression closes it for good', () => {
  const of = (change: Partial<ProfileState>) => reachabilityOf({ ...ann, ...change }, defaultSettings, at)[0]?.reason;
  const denied = { channel: 'email', status: 'denied', at, source: 'one_click' } as const;
  const granted = {
    channel: 'email',
    topic: 'offers',
    status: 'granted',
    at: at + 1,
    source: 'preference_page',
  } as const;
  assert.equal(of({ consents: [denied] }), 'no_consent');
  assert.equal(of({ consents: [denied, granted] }), undefined);
  assert.equal(of({ suppressions: [{ channel: 'email', reason: 'bounced', at }] }), 'suppressed');
});
