import assert from 'node:assert/strict';
import test from 'node:test';
import type { FrequencyCap } from '#contracts/settings.ts';
import { message, noon, openSettings, person, send } from '#test/builders.ts';
import type { Send } from '../../state.ts';
import { frequencyCapGate } from './frequency-cap.ts';

const hour = 3_600_000;
const daily: FrequencyCap = { id: 'day', messages: 1, hours: 24 };
const dailySms: FrequencyCap = { id: 'sms', channel: 'sms', messages: 1, hours: 24 };
const before = (ago: number, parts: Partial<Send> = {}): Send => send({ at: noon - ago, ...parts });

const cases: readonly (readonly [name: string, caps: FrequencyCap[], sends: Send[], outcome: string])[] = [
  ['no cap', [], [before(hour), before(hour)], 'passed'],
  ['no sends', [daily], [], 'passed'],
  ['full', [daily], [before(hour)], 'frequency_cap'],
  ['just inside the window', [daily], [before(24 * hour - 1)], 'frequency_cap'],
  ['the window has passed', [daily], [before(24 * hour)], 'passed'],
  ['a released place', [daily], [before(hour, { status: 'released' })], 'passed'],
  ['transactional messages do not count', [daily], [before(hour, { purpose: 'transactional' })], 'passed'],
  ['another channel, counted together', [daily], [before(hour, { channel: 'sms' })], 'frequency_cap'],
  ['a cap of another channel', [dailySms], [before(hour, { channel: 'sms' })], 'passed'],
  ['any of several', [{ ...daily, id: 'wide', messages: 9 }, daily], [before(hour)], 'frequency_cap'],
  [
    'still on its way',
    [daily],
    [before(48 * hour, { status: 'reserved', expiresAt: noon - 24 * hour })],
    'frequency_cap',
  ],
  [
    'never heard of again',
    [daily],
    [before(48 * hour, { status: 'reserved', expiresAt: noon - 24 * hour - 1 })],
    'passed',
  ],
];

for (const [name, frequencyCaps, sends, outcome] of cases) {
  test(`frequency caps: ${name}`, () => {
    const question = {
      state: person({ sends }),
      settings: { ...openSettings, frequencyCaps },
      message: message('offer'),
      channel: 'email',
      now: noon,
      failed: [],
    } as const;
    assert.equal(frequencyCapGate(question).outcome, outcome);
    const transactional = message('receipt', { purpose: 'transactional' });
    assert.equal(frequencyCapGate({ ...question, message: transactional }).outcome, 'passed');
  });
}

test('at hand-over the earlier of two reservations goes first, whatever else was lowered since', () => {
  const first = before(2, { delivery: 'first', status: 'reserved' });
  const second = before(1, { delivery: 'second', status: 'reserved' });
  const ask = (delivery: string) =>
    frequencyCapGate({
      state: person({ sends: [first, second] }),
      settings: { ...openSettings, frequencyCaps: [daily] },
      message: message('offer'),
      channel: 'email',
      now: noon,
      failed: [],
      delivery,
    }).outcome;
  assert.deepEqual([ask('first'), ask('second')], ['passed', 'frequency_cap']);
});
