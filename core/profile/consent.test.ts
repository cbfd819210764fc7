import assert from 'node:assert/strict';
import test from 'node:test';
import { person, release, workOn } from '#test/work.ts';
import { applyConsent } from './consent.ts';

test('topics that nobody has set up cannot fill a document, and never keep a real word out', () => {
  const desk = workOn(person(), release({}));
  for (let n = 0; n < 1_000; n++) {
    applyConsent(desk, [{ channel: 'email', topic: `made-up-${n}`, status: 'granted' }], n, 'identify');
  }
  assert.ok(desk.state.consents.length <= 100, `${desk.state.consents.length}`);
  applyConsent(desk, [{ channel: 'email', topic: 'offers', status: 'denied' }], 2_000, 'one_click');
  applyConsent(desk, [{ channel: 'sms', status: 'denied' }], 2_000, 'one_click');
  applyConsent(desk, [{ channel: 'email', topic: 'made-up-1', status: 'denied' }], 2_000, 'one_click');
  assert.deepEqual(
    desk.state.consents.filter(({ status }) => status === 'denied').map(({ topic }) => topic),
    ['offers', undefined, 'made-up-1'],
  );
});
