import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { defaultSettings } from '#contracts/settings.ts';
import type { ConsentStimulus } from '#contracts/stimulus.ts';
import { laneOf } from '#core/lane.ts';
import { newProfileState } from '#core/state.ts';
import { writeDocument } from '#core/write-document.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

const ann = {
  ...newProfileState(randomUUID(), Date.now()),
  identities: [{ kind: 'email', value: 'ann@example.com' }],
};

let server: TestServer;
before(async () => {
  const record = {
    ...{ id: '1', at: '2026-01-01T00:00:00.000Z', receivedAt: '2026-01-01T00:00:00.000Z', kind: 'consent' as const },
    ...{ channel: 'email' as const, topic: null, status: 'granted' as const, source: 'form', detail: '', until: null },
    proof: { text: 'Send me offers', ip: '192.0.2.1', userAgent: 'Mozilla' },
  };
  server = await startTestServer();
  server.parts.analytics.consentHistory = async () => ({ items: [record], nextCursor: null });
  const { sql } = server.database;
  await sql`
    insert into profile_state (lane, workspace, profile, document)
    values (${laneOf(1, ann.profile)}, 1, ${ann.profile}, ${writeDocument(ann)})`;
  await sql`insert into identity (workspace, kind, value, profile) values (1, 'email', 'ann@example.com', ${ann.profile})`;
});
after(() => server.close());

const said = () => server.appended.splice(0) as ConsentStimulus[];

test('a word of consent of somebody unknown becomes an identify with its proof', async () => {
  const answer = await server.api('POST', '/consents', {
    person: { email: 'New@Example.com' },
    locale: 'zh-TW',
    changes: [{ channel: 'email', topic: 'offers', status: 'granted' }],
    source: 'form',
    proof: { text: 'Send me offers', ip: '192.0.2.7', url: 'https://shop.example/join' },
  });
  assert.equal(answer.status, 202);
  const event = server.events.at(-1);
  assert.partialDeepStrictEqual(event, {
    trusted: true,
    identities: [{ kind: 'email', value: 'new@example.com' }],
    context: { locale: 'zh-TW' },
    content: {
      type: 'identify',
      traits: {
        consents: [{ channel: 'email', topic: 'offers', source: 'form', ip: '192.0.2.7', text: 'Send me offers' }],
      },
    },
  });
  assert.equal((await server.api('POST', '/consents', { person: {}, changes: [] })).status, 400);
});

test('words, pauses and orders about a known person go into the log under the name of whoever gave them', async () => {
  await server.api('POST', `/profiles/${ann.profile}/consents`, {
    changes: [{ channel: 'sms', status: 'denied' }],
    source: 'agent',
    proof: { note: 'Told us on the phone' },
    pausedUntil: '2030-01-01T00:00:00Z',
    daysBetween: 7,
  });
  const [word] = said();
  assert.partialDeepStrictEqual(word, {
    type: 'consent',
    profile: ann.profile,
    source: 'agent',
    changes: [{ channel: 'sms', status: 'denied' }],
    pausedUntil: Date.parse('2030-01-01T00:00:00Z'),
    daysBetween: 7,
    proof: { note: 'Told us on the phone' },
  });
  assert.ok(word?.proof?.actor);
  await server.api('PUT', `/profiles/${ann.profile}/do-not-contact`, { scope: 'all', reason: 'Court order' });
  await server.api('DELETE', `/profiles/${ann.profile}/do-not-contact`);
  assert.deepEqual(
    said().map(({ doNotContact, proof }) => [doNotContact, proof?.note]),
    [
      [{ scope: 'all' }, 'Court order'],
      [null, undefined],
    ],
  );
  const nobody = `/profiles/${randomUUID()}/do-not-contact`;
  assert.equal((await server.api('PUT', nobody, { scope: 'all', reason: 'x' })).status, 404);
});

test('where somebody was when she agreed is shown to administrators and not to viewers', async () => {
  const path = `/profiles/${ann.profile}/consents`;
  const { body } = await server.api('GET', path);
  assert.partialDeepStrictEqual(body, { items: [{ proof: { ip: '192.0.2.1', userAgent: 'Mozilla' } }] });
  const created = await server.api('POST', '/keys', { kind: 'api', name: 'Viewer', role: 'viewer' });
  const { key } = created.body as { key: string };
  const seen = await fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
  assert.deepEqual(((await seen.json()) as { items: { proof: object }[] }).items[0]?.proof, { text: 'Send me offers' });
});

test('addresses and hashes go onto the list, are found, exported and taken off, and those who have them learn of it', async () => {
  const hash = createHash('sha256').update('bob@example.com').digest('hex');
  const added = await server.api('POST', '/suppressions', {
    channel: 'email',
    addresses: ['ANN@example.com', '', hash, 'no address', 'ann@example.com'],
    reason: 'imported',
    note: '=cmd()',
  });
  assert.deepEqual(added.body, { added: 2, known: 1, refused: [{ line: 4, text: 'no address' }], refusedCount: 1 });
  assert.partialDeepStrictEqual(said(), [
    { profile: ann.profile, suppressions: [{ channel: 'email', reason: 'imported', status: 'set' }] },
  ]);
  const found = async (search: string) =>
    ((await server.api('GET', `/suppressions?search=${encodeURIComponent(search)}`)).body as { items: object[] }).items;
  assert.partialDeepStrictEqual(await found('bob@example.com'), [{ hash, address: null }]);
  assert.partialDeepStrictEqual(await found('ann'), [{ address: 'ann@example.com' }]);

  const file = await fetch(`${server.url}/api/v1/suppressions/export`, {
    headers: { authorization: `Bearer ${server.credentials.apiKey}` },
  });
  const lines = (await file.text()).split('\r\n');
  assert.equal(lines.length, 4);
  assert.ok(lines.every((line) => !line.includes(',=cmd')));
  assert.equal((await server.api('DELETE', `/suppressions/email/${hash}`)).status, 204);
  assert.equal((await server.api('DELETE', `/suppressions/email/${hash}`)).status, 404);
});

test('the preview shows the preference centre and the confirmation in the brand of other settings', async () => {
  const settings = {
    ...defaultSettings,
    consent: {
      ...{ channels: {}, categories: [], doubleOptIn: { expiresAfterDays: 7, reminderAfterHours: 0, texts: {} } },
      preferenceCentre: {
        brand: 'Hats & More',
        accent: '#ffee00',
        offersPause: true,
        offersFrequency: true,
        asksReason: true,
      },
    },
  };
  const { body } = await server.api('POST', '/consent/preview', { settings, language: 'zh-Hant' });
  const { preferenceCentre, confirmation } = body as { preferenceCentre: string; confirmation: Record<string, string> };
  assert.match(preferenceCentre, /Hats &#38; More/);
  assert.match(preferenceCentre, /--accent: #ffee00; --on-accent: #000000/);
  assert.match(confirmation['html'] ?? '', /確認訂閱/);
  assert.match(confirmation['sms'] ?? '', /https:\/\/example\.com\/c\/preview/);
  const unsafe = {
    ...settings,
    consent: { ...settings.consent, preferenceCentre: { logoUrl: 'javascript:alert(1)' } },
  };
  assert.equal((await server.api('POST', '/consent/preview', { settings: unsafe, language: 'en' })).status, 400);
});
