import assert from 'node:assert/strict';
import test from 'node:test';
import { knownSegments } from './known-segments.ts';

test('a journey may start at a stage that has a rule, as at a published segment', () => {
  const listed = [
    { id: 'vip', status: 'published' },
    { id: 'idea', status: 'draft' },
  ] as const;
  const lifecycle = [{ stage: 'loyalty' as const, condition: { type: 'all' as const, conditions: [] } }];
  assert.deepEqual(
    knownSegments(listed, lifecycle).map(({ id }) => id),
    ['vip', 'lifecycle:loyalty'],
  );
});
