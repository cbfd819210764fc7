import assert from 'node:assert/strict';
import test from 'node:test';
import type { SegmentCondition } from '#contracts/segment.ts';
import { noon, person, release, workOn } from '#test/work.ts';
import { days } from '../duration.ts';
import { explainCondition } from './explain.ts';
import { recordHappening } from './record.ts';

test('an explanation has the shape of the condition and says of each part whether it holds', () => {
  const bought: SegmentCondition = {
    type: 'event',
    match: { event: 'Order Completed', where: [] },
    frequency: { comparison: 'at_least', times: 2, withinDays: 30 },
  };
  const inBerlin: SegmentCondition = { type: 'trait', test: { name: 'city', operator: 'equals', value: 'Berlin' } };
  const condition: SegmentCondition = { type: 'all', conditions: [bought, { type: 'not', condition: inBerlin }] };
  const compiled = release({ segments: [{ id: 's', name: 's', description: '', condition }] });
  const work = workOn(person(), compiled);
  for (const at of [noon - days(31), noon - days(2)]) {
    recordHappening(work, { name: 'Order Completed', properties: {}, at });
  }
  assert.deepEqual(explainCondition(compiled.segments, condition, work.state, noon), {
    condition,
    holds: false,
    parts: [
      { condition: bought, holds: false, parts: [], counted: { times: 1, newestAt: noon - days(2) } },
      {
        condition: { type: 'not', condition: inBerlin },
        holds: true,
        parts: [{ condition: inBerlin, holds: false, parts: [] }],
      },
    ],
  });
});
