import assert from 'node:assert/strict';
import test from 'node:test';
import type { Release } from '#contracts/release.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { openSettings } from '#test/builders.ts';
import { compileRelease } from '../release.ts';
import { countedSince } from './counted-since.ts';

const bought = (times: number, withinDays?: number): SegmentCondition => ({
  type: 'event',
  match: { event: 'Order Completed', where: [] },
  frequency: { comparison: 'at_least', times, ...(withinDays !== undefined && { withinDays }) },
});

type Segments = { readonly [id: string]: readonly [SegmentCondition, number] };
const before: Release = { workspace: 1, number: 1, settings: openSettings, segments: [], journeys: [], messages: [] };

/** Publishes one release after the other; returns the births of the last one's counters. */
function publish(...releases: readonly Segments[]): readonly number[] {
  let newest = before;
  for (const segments of releases) {
    const listed = Object.entries(segments).map(([id, [condition, sinceRelease]]) => ({
      ...{ id, name: id, description: '', condition, sinceRelease },
    }));
    const next = { ...newest, number: newest.number + 1, segments: listed };
    newest = { ...next, countedSince: countedSince(newest, next) };
  }
  return [...compileRelease(newest).segments.counters.values()].map((counter) => counter.since);
}

test('a counter keeps its age when the oldest segment that reads it goes', () => {
  const both: Segments = { old: [bought(1), 2], young: [bought(1, 7), 3] };
  assert.deepEqual(publish({ old: [bought(1), 2] }, both), [2]);
  assert.deepEqual(publish({ old: [bought(1), 2] }, both, { young: [bought(1, 7), 3] }), [2]);
});

test('a segment that asks for another window reads the counter that is there', () => {
  assert.deepEqual(publish({ one: [bought(1), 2] }, { one: [bought(1, 30), 3] }), [2]);
});

test('a counter that was gone is born again', () => {
  assert.deepEqual(publish({ one: [bought(1), 2] }, {}, { one: [bought(1), 4] }), [4]);
});
