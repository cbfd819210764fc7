import assert from 'node:assert/strict';
import test from 'node:test';
import { newStep, textOfValue, valueOfText } from './mend-step.ts';

test('what is typed is the value that it reads as, and comes back as it was typed', () => {
  for (const [text, value] of [
    ['5', 5],
    ['-1.5', -1.5],
    ['true', true],
    ['null', null],
    ['gold', 'gold'],
    ['5 €', '5 €'],
    ['["a"]', ['a']],
    ['{"a":', '{"a":'],
    ['"5"', '5'],
  ] as const) {
    assert.deepEqual(valueOfText(text), value, text);
    assert.equal(textOfValue(value), text);
  }
});

test('a step begins with what did not fit', () => {
  const group = { kind: 'event', name: 'Bought', reason: 'missing_property', path: 'price' } as const;
  assert.deepEqual(newStep('rename', group), { action: 'rename', from: '', to: 'price' });
  assert.deepEqual(newStep('rename', { ...group, reason: 'unknown_property' }), {
    ...{ action: 'rename', from: 'price', to: '' },
  });
});
