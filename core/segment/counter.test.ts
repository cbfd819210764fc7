import assert from 'node:assert/strict';
import test from 'node:test';
import type { LeafCondition } from '#contracts/segment.ts';
import { openSettings } from '#test/builders.ts';
import { kindOf } from './conditions/index.ts';

const counterOf = (condition: LeafCondition, since: number) =>
  kindOf(condition).counters(condition, since, openSettings)[0];

const viewed = (parts: Partial<Extract<LeafCondition, { type: 'event' }>> = {}): LeafCondition => ({
  type: 'event',
  match: { event: 'Product Viewed', where: [] },
  frequency: { comparison: 'at_least', times: 3 },
  ...parts,
});

const key = (condition: LeafCondition): string | undefined => counterOf(condition, 1)?.key;

test('keys are kept in states, so they never change', () => {
  assert.equal(key(viewed()), 's6nhwu4l98ev.4');
  assert.equal(
    key({ type: 'engagement', kind: 'opened', channel: 'email', frequency: { comparison: 'exactly', times: 0 } }),
    '0iau8iilsi5m.1',
  );
});

test('conditions on the same happenings share a counter up to the number it keeps', () => {
  const shared = key(viewed());
  assert.equal(key(viewed({ frequency: { comparison: 'at_least', times: 4, withinDays: 30 } })), shared);
  assert.equal(key(viewed({ frequency: { comparison: 'exactly', times: 2 } })), shared);
  assert.notEqual(key(viewed({ frequency: { comparison: 'at_most', times: 4 } })), shared);
  assert.equal(counterOf(viewed({ frequency: { comparison: 'at_most', times: 100 } }), 1)?.keep, 128);
});

test('the order of tests and of members of a list makes no difference, their content does', () => {
  const size = (value: string[]) => ({ name: 'size', operator: 'one_of' as const, value });
  const seen = { name: 'seen', operator: 'exists' as const };
  const match = (...where: readonly (ReturnType<typeof size> | typeof seen)[]) =>
    key(viewed({ match: { event: 'Product Viewed', where: [...where] } }));
  assert.equal(match(size(['S', 'M']), seen), match(seen, size(['M', 'S'])));
  assert.notEqual(match(size(['S', 'M'])), match(size(['S'])));
  assert.notEqual(match(size(['S'])), match());
});

test('what holds always needs no counter', () => {
  assert.equal(counterOf(viewed({ frequency: { comparison: 'at_least', times: 0 } }), 1), undefined);
});
