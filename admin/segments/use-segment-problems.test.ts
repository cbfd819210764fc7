import assert from 'node:assert/strict';
import test from 'node:test';
import { oncePerSentence, outermostCondition } from './use-segment-problems.ts';

test('a problem is placed by the number of the condition on the screen', () => {
  assert.equal(outermostCondition('condition.conditions.1.test.value'), 2);
  assert.equal(outermostCondition('condition.conditions.0.conditions.3.trait'), 1);
  assert.equal(outermostCondition('condition.conditions'), undefined);
  assert.equal(outermostCondition('name'), undefined);
  assert.equal(outermostCondition(null), undefined);
});

test('what one condition lacks is said once', () => {
  const problem = (path: string, message: string) => ({ code: 'incomplete', message, node: null, path, params: {} });
  const said = oncePerSentence([problem('a', 'One'), problem('b', 'One'), problem('c', 'Two')]);
  assert.deepEqual(
    said.map(({ message }) => message),
    ['One', 'Two'],
  );
});
