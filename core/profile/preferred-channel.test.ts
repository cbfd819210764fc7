import assert from 'node:assert/strict';
import test from 'node:test';
import { noon, send } from '#test/builders.ts';
import { preferredChannel } from './preferred-channel.ts';

const day = 86_400_000;

test('the channel in which she responds, clicks before openings and new before old', () => {
  const mail = send({ channel: 'email', openedAt: noon - day });
  const text = send({ channel: 'sms', clickedAt: noon - day });
  assert.equal(preferredChannel({ sends: [], activity: {} }, noon), undefined);
  assert.equal(preferredChannel({ sends: [send({ channel: 'push' })], activity: {} }, noon), undefined);
  assert.equal(preferredChannel({ sends: [mail, text], activity: {} }, noon), 'sms');
  const old = send({ channel: 'sms', clickedAt: noon - 200 * day });
  assert.equal(preferredChannel({ sends: [mail, old], activity: {} }, noon), 'email');
  const other = send({ channel: 'push', openedAt: noon - day });
  assert.equal(preferredChannel({ sends: [mail, other], activity: { push: noon } }, noon), 'push');
});
