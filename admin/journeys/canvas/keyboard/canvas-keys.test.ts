import assert from 'node:assert/strict';
import test from 'node:test';
import { commandOf } from './canvas-keys.ts';

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

test('keys mean what the help says, and leave the rest to the browser', () => {
  assert.deepEqual(commandOf({ ...none, key: 'ArrowLeft' }), { do: 'walk', direction: 'left' });
  assert.deepEqual(commandOf({ ...none, key: 'c' }), { do: 'connect' });
  assert.deepEqual(commandOf({ ...none, key: 'f', ctrlKey: true }), { do: 'search' });
  assert.deepEqual(commandOf({ ...none, key: 'a', metaKey: true }), { do: 'all' });
  assert.deepEqual(commandOf({ ...none, key: '?', shiftKey: true }), { do: 'help' });
  for (const key of [
    { ...none, key: 'c', ctrlKey: true },
    { ...none, key: 'ArrowLeft', shiftKey: true },
    { ...none, key: 'z', ctrlKey: true },
    { ...none, key: 'Tab' },
    { ...none, key: 'a', altKey: true },
  ])
    assert.equal(commandOf(key), undefined, JSON.stringify(key));
});
