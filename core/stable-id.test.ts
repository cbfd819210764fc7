import assert from 'node:assert/strict';
import test from 'node:test';
import { shortHash, stableUuid } from './stable-id.ts';

test('the same words always give the same ids, in every release', () => {
  assert.equal(stableUuid('delivery', 'run', 'node', '0'), stableUuid('delivery', 'run', 'node', '0'));
  assert.match(stableUuid('a'), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(stableUuid('a', 'bc'), '624ce4e2-2aa1-87da-83bf-f3bcb4717e5b');
  assert.equal(shortHash(12, 'a', 'bc'), '9b70nplt5etz');
});

test('words are kept apart', () => {
  assert.notEqual(stableUuid('a', 'bc'), stableUuid('ab', 'c'));
  assert.notEqual(shortHash(12, 'a', 'bc'), shortHash(12, 'ab', 'c'));
});
