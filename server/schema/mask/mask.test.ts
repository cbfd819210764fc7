import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { defaultSchemaSettings, eventRule, fieldRule, type SchemaSettings } from '#contracts/schema/schema.ts';
import { startTestServer, type TestServer } from '#test/server.ts';
import { saveRule, saveSettings } from '../rules.ts';
import { createMask } from './mask.ts';

const traits = { plan: 'gold', email: 'ann@example.com', birthday: '1990-01-01', shoe: 38, address: { city: 'Bath' } };

function maskOf(masked: SchemaSettings['maskedForViewers'], role: 'admin' | 'viewer' = 'viewer') {
  return createMask(role, {
    settings: { ...defaultSchemaSettings, maskedForViewers: masked },
    events: new Map([['Bought', eventRule.parse({ fields: { gift_note: { personal: 'sensitive' } } })]]),
    traits: new Map([['shoe', fieldRule.parse({ personal: 'sensitive' })]]),
  });
}

test('a role sees the classes that it may see, by name until somebody fixes another class', () => {
  assert.deepEqual(maskOf('sensitive')({ traits }), { traits: { ...traits, birthday: '•••', shoe: '•••' } });
  assert.deepEqual(maskOf('contact_and_sensitive')({ traits }), {
    traits: { ...traits, email: '•••', birthday: '•••', shoe: '•••', address: '•••' },
  });
  for (const mask of [maskOf('nothing'), maskOf('contact_and_sensitive', 'admin')]) {
    assert.deepEqual(mask({ traits }), { traits });
  }
});

test('where somebody was when she agreed is hidden from viewers in an event, as in the proof', () => {
  const consents = [{ channel: 'email', status: 'granted', ip: '192.0.2.1', userAgent: 'Mozilla' }];
  const event = { kind: 'identify', name: 'identify', properties: { consents } };
  const masked = [{ channel: 'email', status: 'granted', ip: '•••', userAgent: '•••' }];
  assert.deepEqual(maskOf('sensitive')(event), { ...event, properties: { consents: masked } });
});

test('whatever carries an address is masked, wherever it stands', () => {
  const answer = {
    items: [
      {
        ...{ id: '1', name: 'Ann Lee', email: 'ann@example.com', phone: '+447700900123', userId: 'u1' },
        identities: [
          { kind: 'email', value: 'ann@example.com' },
          { kind: 'userId', value: 'u1' },
        ],
        reachability: [{ channel: 'email', reachable: true, address: 'ann@example.com' }],
      },
    ],
    happening: { profile: 'p', label: 'Ann Lee', name: 'Bought' },
    sent: { channel: 'sms', to: 'device-Ann' },
    merge: { loser: { id: 'p', name: 'Ann Lee' }, winner: { id: 'q', name: 'Ann Lee' } },
    conflict: { holder: { id: 'p', name: 'Ann Lee' }, other: { id: 'q', name: 'Ann Lee' } },
    letter: { body: JSON.stringify({ traits: { email: 'ann@example.com', plan: 'gold' }, text: 'ann@example.com' }) },
    event: { kind: 'track', name: 'Bought', properties: { gift_note: 'x', sku: 'a', reply_to: 'ann@example.com' } },
    explanation: { condition: { type: 'trait', test: { name: 'birthday' } }, value: '1990-01-01' },
  };
  const masked = JSON.stringify(maskOf('contact_and_sensitive')(answer));
  for (const told of ['ann@', 'Ann', '7700', '1990', '"x"']) assert.ok(!masked.includes(told), `${told} in ${masked}`);
  for (const left of ['u1', 'gold', '"sku":"a"', 'Bought', '"kind":"email"']) {
    assert.ok(masked.includes(left) || masked.includes(left.replaceAll('"', '\\"')), `${left} not in ${masked}`);
  }
});

test('an address within a text is masked, and what is no person stays as it is', () => {
  const mask = maskOf('contact_and_sensitive');
  const told = [
    {
      text: 'Call +44 7700 900123, or write to ann.lee@example.com.',
      reason: 'Ann (ann@example.com) rang',
      url: 'https://x.y/?m=ann%40example.com',
    },
    {
      kind: 'track',
      name: 'Form',
      properties: { note: 'ann@example.com or +447700900123', list: ['to ann@example.com'] },
    },
  ];
  const masked = JSON.stringify(mask(told));
  for (const hidden of ['ann', '7700', 'example']) assert.ok(!masked.includes(hidden), masked);
  assert.ok(masked.includes('Call +•••, or write to a•••@e•••.'), masked);

  const free = {
    window: { type: 'absolute', from: '2026-01-01', to: '2026-02-01' },
    moves: [{ from: null, to: 'awareness', people: 3 }],
    kinds: [{ kind: 'memberNumber', label: 'Member number' }],
    at: '2026-11-22T13:00:00.000+08:00',
    sum: '1 + 12345678',
  };
  assert.deepEqual(mask(free), free);
});

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());

test('an answer of the management API is masked for a viewer and whole for an administrator', async () => {
  const { sql } = server.parts;
  await saveSettings(sql, 1, { ...defaultSchemaSettings, maskedForViewers: 'contact_and_sensitive' });
  await saveRule(sql, 1, 'trait', 'shoe', fieldRule.parse({ personal: 'sensitive' }), 0);
  Object.assign(server.parts.analytics, {
    timeline: async () => ({ items: [], nextCursor: null }),
    searchProfiles: async () => ({
      items: [
        {
          ...{ id: 'p', name: 'Ann Lee', email: 'ann@example.com', phone: null, userId: 'u1', orders: 0, value: 0 },
          firstSeenAt: '2026-01-01T00:00:00.000Z',
          lastSeenAt: '2026-01-01T00:00:00.000Z',
        },
      ],
      nextCursor: null,
    }),
  });
  const created = await server.api('POST', '/keys', { kind: 'api', name: 'looks', role: 'viewer' });
  const { key } = created.body as { key: string };
  const seen = await fetch(`${server.url}/api/v1/profiles`, { headers: { authorization: `Bearer ${key}` } });
  assert.partialDeepStrictEqual(await seen.json(), { items: [{ name: 'A•••', email: 'a•••@e•••', userId: 'u1' }] });
  const whole = await server.api('GET', '/profiles');
  assert.partialDeepStrictEqual(whole.body, { items: [{ name: 'Ann Lee', email: 'ann@example.com' }] });
});
