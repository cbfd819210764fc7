import assert from 'node:assert/strict';
import test from 'node:test';
import type { SegmentCondition } from '#contracts/segment.ts';
import { noon, release, workOn } from '#test/builders.ts';
import { newProfileState } from '../state.ts';
import type { Happening } from '../work.ts';
import { updateMemberships } from './memberships.ts';
import { recordHappening } from './record.ts';

let looks = 0;

/** A condition that notes each time somebody asks how often it wants something. */
function watched(condition: Extract<SegmentCondition, { type: 'event' }>): SegmentCondition {
  const { frequency } = condition;
  return Object.defineProperty({ ...condition }, 'frequency', {
    enumerable: true,
    get: () => {
      looks += 1;
      return frequency;
    },
  });
}

const once = { comparison: 'at_least', times: 1, withinDays: 7 } as const;

function viewed(sku: string): SegmentCondition {
  const where = [{ name: 'sku', operator: 'equals' as const, value: sku }];
  return watched({ type: 'event', match: { event: 'Product Viewed', where }, frequency: once });
}

const named = (id: string, condition: SegmentCondition) => ({ id, name: id, description: '', condition });

function looksAt(segments: readonly ReturnType<typeof named>[], happening: Happening): number {
  const state = { ...newProfileState('0190a6e0-0000-7000-8000-000000000001', noon), release: 1 };
  const work = workOn(state, release({ segments }), { now: noon });
  looks = 0;
  recordHappening(work, happening);
  const changes = updateMemberships(work, { happenings: [happening] });
  assert.deepEqual(changes, [{ segment: 's7', change: 'entered' }]);
  return looks;
}

test('among a thousand segments about the same event only those that mention its value are evaluated', () => {
  const happening = { name: 'Product Viewed', properties: { sku: 'sku-7' }, at: noon };
  const segments = Array.from({ length: 1_000 }, (_, index) => named(`s${index}`, viewed(`sku-${index}`)));
  const among10 = looksAt(segments.slice(0, 10), happening);
  assert(among10 > 0);
  assert.equal(looksAt(segments, happening), among10);
});

test('a value inside a list is found, and counted once however often it stands there', () => {
  const segments = [named('s7', viewed('sku-7')), named('s8', viewed('sku-8'))];
  const state = newProfileState('0190a6e0-0000-7000-8000-000000000001', noon);
  const work = workOn(state, release({ segments }), { now: noon });
  recordHappening(work, { name: 'Product Viewed', properties: { sku: ['sku-1', 'sku-7', 'sku-7'] }, at: noon });
  assert.deepEqual([...work.state.counters.values()], [[noon]]);
});

test('a value that is a text and a number leads once to a condition that asks for both', () => {
  const where = [{ name: 'size', operator: 'one_of' as const, value: ['1', 1] }];
  const segments = [named('s7', { type: 'event', match: { event: 'Product Viewed', where }, frequency: once })];
  const work = workOn(newProfileState('0190a6e0-0000-7000-8000-000000000001', noon), release({ segments }), {
    now: noon,
  });
  recordHappening(work, { name: 'Product Viewed', properties: { size: '1' }, at: noon });
  assert.deepEqual([...work.state.counters.values()], [[noon]]);
});

test('a tracked event cannot pass for an engagement, nor the reverse', () => {
  const opened: SegmentCondition = { type: 'engagement', kind: 'opened', frequency: once };
  const tracked: SegmentCondition = { type: 'event', match: { event: 'opened', where: [] }, frequency: once };
  const segments = [named('engaged', opened), named('tracked', tracked)];
  const state = newProfileState('0190a6e0-0000-7000-8000-000000000001', noon);
  for (const engagement of ['opened', undefined] as const) {
    const work = workOn(state, release({ segments }), { now: noon });
    const happening = { name: 'opened', properties: {}, at: noon, ...(engagement && { engagement }) };
    recordHappening(work, happening);
    updateMemberships(work, { happenings: [happening] });
    assert.deepEqual([...work.state.memberships.keys()], [engagement ? 'engaged' : 'tracked']);
  }
});
