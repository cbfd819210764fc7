import assert from 'node:assert/strict';
import test from 'node:test';
import type { GateResult } from '#contracts/fact.ts';
import { message, noon, openSettings, person } from '#test/builders.ts';
import type { Question } from './gate.ts';
import { passGates } from './index.ts';
import { addressOn } from './reachability.ts';

const open: Question = {
  state: person(),
  settings: openSettings,
  message: message('offer', { on: ['email', 'sms', 'push'] }),
  channel: 'email',
  now: noon,
  failed: [],
};
const bounced = { channel: 'email', reason: 'bounced', at: noon } as const;
const quietNow = { enabled: true, from: '11:00', until: '13:00', channels: ['email', 'sms'] } as const;

const cases: readonly (readonly [name: string, change: Partial<Question>, outcome: GateResult['outcome']])[] = [
  ['nothing in the way', {}, 'passed'],
  ['no words for the channel', { channel: 'webhook' }, 'no_variant'],
  ['channel switched off', { settings: { ...openSettings, enabledChannels: ['sms'] } }, 'channel_off'],
  ['tried before', { failed: ['email'] }, 'provider_refused'],
  ['no e-mail address', { state: person({ identities: [] }) }, 'unreachable'],
  ['no phone', { state: person({ identities: [] }), channel: 'sms' }, 'unreachable'],
  ['no device', { state: person({ traits: { deviceToken: ' ' } }), channel: 'push' }, 'unreachable'],
  ['a device', { channel: 'push' }, 'passed'],
  ['an address that bounced', { state: person({ suppressions: [bounced] }) }, 'suppressed'],
  ['another channel bounced', { state: person({ suppressions: [bounced] }), channel: 'sms' }, 'passed'],
  ['quiet hours', { settings: { ...openSettings, quietHours: { ...quietNow, channels: ['email'] } } }, 'quiet_hours'],
  [
    'quiet hours of others',
    { settings: { ...openSettings, quietHours: { ...quietNow, channels: ['sms'] } } },
    'passed',
  ],
  [
    'quiet hours where she is',
    {
      state: person({ timeZone: 'Asia/Tokyo' }),
      settings: { ...openSettings, quietHours: { ...quietNow, channels: ['email'] } },
    },
    'passed',
  ],
];

for (const [name, change, outcome] of cases) {
  test(`gates: ${name}`, () => assert.equal(passGates({ ...open, ...change }).outcome, outcome));
}

test('transactional messages pass everything but the lasting obstacles', () => {
  const transactional: Question = {
    ...open,
    message: message('receipt', { purpose: 'transactional' }),
    settings: { ...openSettings, optInChannels: ['email'], quietHours: { ...quietNow, channels: ['email'] } },
  };
  assert.equal(passGates(transactional).outcome, 'passed');
  assert.equal(passGates({ ...transactional, state: person({ suppressions: [bounced] }) }).outcome, 'suppressed');
});

test('the address given last is used; traits where there is no identity; a webhook is called with the profile', () => {
  const moved = person({
    identities: [
      { kind: 'email', value: 'old@example.com' },
      { kind: 'email', value: 'new@example.com' },
    ],
  });
  assert.equal(addressOn(moved, 'email'), 'new@example.com');
  assert.equal(addressOn(person({ identities: [], traits: { phone: ' +4479 ' } }), 'sms'), '+4479');
  assert.equal(addressOn(person(), 'webhook'), person().profile);
});
