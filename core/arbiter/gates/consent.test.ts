import assert from 'node:assert/strict';
import test from 'node:test';
import { message, noon, openSettings, person } from '#test/builders.ts';
import type { Consent } from '../../state.ts';
import { consentGate } from './consent.ts';

const word = (status: Consent['status'], topic: string | undefined, at: number): Consent => ({
  channel: 'sms',
  status,
  at,
  source: 'api',
  ...(topic && { topic }),
});

const cases: readonly (readonly [
  name: string,
  consents: readonly Consent[],
  optIn: ReturnType<typeof consentGate>['outcome'],
  optOut: ReturnType<typeof consentGate>['outcome'],
])[] = [
  ['no word', [], 'no_consent', 'passed'],
  ['topic granted', [word('granted', 'offers', 1)], 'passed', 'passed'],
  ['channel granted', [word('granted', undefined, 1)], 'passed', 'passed'],
  ['another topic granted', [word('granted', 'service', 1)], 'no_consent', 'passed'],
  ['topic denied', [word('denied', 'offers', 1)], 'topic_denied', 'topic_denied'],
  ['another topic denied', [word('denied', 'service', 1)], 'no_consent', 'passed'],
  ['channel denied', [word('denied', undefined, 1)], 'no_consent', 'no_consent'],
  [
    'topic granted, then channel denied',
    [word('granted', 'offers', 1), word('denied', undefined, 2)],
    'no_consent',
    'no_consent',
  ],
  [
    'channel denied, then topic granted',
    [word('denied', undefined, 1), word('granted', 'offers', 2)],
    'passed',
    'passed',
  ],
  [
    'topic denied, then channel granted',
    [word('denied', 'offers', 1), word('granted', undefined, 2)],
    'topic_denied',
    'topic_denied',
  ],
  [
    'two words of one moment',
    [word('denied', 'offers', 1), word('granted', 'offers', 1)],
    'topic_denied',
    'topic_denied',
  ],
  ['another channel', [{ ...word('denied', 'offers', 1), channel: 'email' }], 'no_consent', 'passed'],
];

for (const [name, consents, optIn, optOut] of cases) {
  test(`consent: ${name}`, () => {
    const question = {
      state: person({ consents }),
      message: message('offer'),
      channel: 'sms',
      now: noon,
      failed: [],
    } as const;
    assert.equal(consentGate({ ...question, settings: { ...openSettings, optInChannels: ['sms'] } }).outcome, optIn);
    assert.equal(consentGate({ ...question, settings: openSettings }).outcome, optOut);
    const transactional = message('receipt', { purpose: 'transactional' });
    assert.equal(consentGate({ ...question, settings: openSettings, message: transactional }).outcome, 'passed');
  });
}
