import assert from 'node:assert/strict';
import test from 'node:test';
import { allowedOf } from './allowed-values.ts';

test('what is typed becomes values of the type, each once', () => {
  assert.deepEqual(allowedOf(['5', ' 5 ', '6.5', 'six', ''], 'number'), [5, 6.5, 'six']);
  assert.deepEqual(allowedOf(['true', 'maybe'], 'boolean'), [true, 'maybe']);
  assert.deepEqual(allowedOf(['5'], 'string'), ['5']);
});
