import assert from 'node:assert/strict';
import test from 'node:test';
import type { SegmentCondition } from '#contracts/segment.ts';
import { noon, release } from '#test/builders.ts';
import { newest } from './counters/times.ts';
import { mergeCounters } from './merge.ts';

const condition: SegmentCondition = {
  type: 'event',
  match: { event: 'Order Completed', where: [] },
  frequency: { comparison: 'at_least', times: 3 },
};
const compiled = release({
  segments: [{ id: 's', name: 's', description: '', condition }],
});
const [key = ''] = compiled.segments.counters.keys();

test('both histories count, also where they share an instant, and the newest are kept', () => {
  const merged = mergeCounters(new Map([[key, [1, 5, 9]]]), new Map([[key, [5, 7]]]), compiled.segments, noon);
  assert.deepEqual(merged, new Map([[key, [5, 5, 7, 9]]]));
});

test('counters that the release does not know are left out', () => {
  const merged = mergeCounters(new Map([['old', [1]]]), new Map([[key, [2]]]), compiled.segments, noon);
  assert.deepEqual(merged, new Map([[key, [2]]]));
});

test('times ahead of now push no others out', () => {
  assert.deepEqual(newest([1, 2, 3, 11, 12], 2, 10), [2, 3, 11, 12]);
});
