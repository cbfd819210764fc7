import assert from 'node:assert/strict';
import test from 'node:test';
import { changed, redone, startHistory, undone } from './draft-history.ts';

test('undo goes back, redo goes forth, a new change forgets what was undone', () => {
  const second = changed(changed(startHistory('a'), 'b', 10_000), 'c', 20_000);
  assert.equal(undone(second).present, 'b');
  assert.equal(undone(undone(second)).present, 'a');
  assert.equal(undone(undone(undone(second))).present, 'a');
  assert.equal(redone(undone(second)).present, 'c');
  assert.deepEqual(changed(undone(second), 'd', 30_000).future, []);
});

test('changes in quick succession are undone together', () => {
  const typed = changed(changed(changed(startHistory(''), 'h', 10_000), 'he', 10_100), 'hel', 10_200);
  assert.equal(undone(typed).present, '');
});
