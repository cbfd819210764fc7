import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultIdentitySettings, type IdentityRule } from '#contracts/identity-rule.ts';
import type { JsonObject } from '#contracts/json.ts';
import { compileIdentityReader, defaultIdentityReader, readContact } from './identities.ts';

const own: IdentityRule = {
  kind: 'memberNumber',
  label: 'Member number',
  enabled: true,
  sharing: 'unique',
  format: 'digits',
  onConflict: 'ask',
  perPerson: 1,
  peoplePerValue: null,
  sources: ['traits.member.number', 'externalIds.member', 'context.till.member'],
};
const withOwn = compileIdentityReader({ ...defaultIdentitySettings, kinds: [...defaultIdentitySettings.kinds, own] });

function read(
  { traits = {}, context = {}, userId }: { traits?: JsonObject; context?: JsonObject; userId?: string },
  reader = withOwn,
): readonly string[] {
  const contact = readContact(traits, 'GB');
  return reader({ userId, anonymousId: undefined, contact, traits, context }, 'GB').map(
    ({ kind, value }) => `${kind} ${value}`,
  );
}

test('the strongest kind comes first, each normalised by its format', () => {
  const traits = { email: ' Ann@Example.com', phone: '020 7946 0958', whatsapp: '+44 20 7946 0959', loyaltyCard: 6001 };
  const context = { device: { token: 'token-1' } };
  assert.deepEqual(read({ userId: 'ann', traits, context }), [
    'userId ann',
    'loyaltyCard 6001',
    'email ann@example.com',
    'phone +442079460958',
    'whatsapp +442079460959',
    'deviceToken token-1',
  ]);
});

test("a kind of the workspace's own is read from each of its places, once", () => {
  assert.deepEqual(read({ traits: { member: { number: '12-34 5' } } }), ['memberNumber 12345']);
  assert.deepEqual(read({ context: { till: { member: 12345 } }, traits: { member: { number: '12345' } } }), [
    'memberNumber 12345',
  ]);
  assert.deepEqual(read({ traits: { member: { number: 'twelve' } } }), []);
  assert.deepEqual(read({ traits: { member: '12345' } }), []);
});

test("Segment's external ids name by type; other collections and encodings, and what is no id, are passed over", () => {
  const users = (type: string, id: unknown, more: JsonObject = {}) =>
    ({ type, id, collection: 'users', ...more }) as JsonObject;
  const externalIds = [
    users('member', '777', { encoding: 'none' }),
    users('loyalty_card', 'null'),
    users('loyaltyCard', 'card-1'),
    users('wechat_unionid', 'union-1', { encoding: 'sha256' }),
    { type: 'email', id: 'ann@example.com', collection: 'accounts' },
    'nonsense',
  ];
  assert.deepEqual(read({ context: { externalIds } }), ['loyaltyCard card-1', 'memberNumber 777']);
  assert.deepEqual(read({ context: { externalIds: 'nonsense' } }), []);
});

test('nobody names thousands, and a second userId is not the word of an alias', () => {
  const externalIds = Array.from({ length: 100 }, (_, n) => ({ type: 'wechat_openid', id: `open-${n}` }));
  assert.equal(read({ context: { externalIds } }).length, 5);
  assert.deepEqual(read({ userId: 'ann', context: { externalIds: [{ type: 'user_id', id: 'berta' }] } }), [
    'userId ann',
  ]);
});

test('a kind that many people share is kept, and names nobody alone', () => {
  const shared = compileIdentityReader({
    ...defaultIdentitySettings,
    kinds: [...defaultIdentitySettings.kinds, { ...own, sharing: 'shared' }],
  });
  const traits = { member: { number: '12345' } };
  assert.deepEqual(read({ traits }, shared), []);
  assert.deepEqual(read({ userId: 'ann', traits }, shared), ['userId ann', 'memberNumber 12345']);
  assert.deepEqual(read({ traits }, defaultIdentityReader), []);
});
