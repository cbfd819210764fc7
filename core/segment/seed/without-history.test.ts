import assert from 'node:assert/strict';
import test from 'node:test';
import type { SegmentCondition } from '#contracts/segment.ts';
import { openSettings } from '#test/builders.ts';
import { compileRelease } from '../../release.ts';
import { segmentsOfHistoryAlone } from './without-history.ts';

const did = (event: string, comparison: 'at_least' | 'at_most' = 'at_least'): SegmentCondition => ({
  ...{
    type: 'event',
    match: { event, where: [] },
    frequency: { comparison, times: comparison === 'at_least' ? 1 : 0 },
  },
});
const gold: SegmentCondition = { type: 'trait', test: { name: 'tier', operator: 'equals', value: 'gold' } };
const all = (...conditions: SegmentCondition[]): SegmentCondition => ({ type: 'all', conditions });
const any = (...conditions: SegmentCondition[]): SegmentCondition => ({ type: 'any', conditions });
const not = (condition: SegmentCondition): SegmentCondition => ({ type: 'not', condition });

/** Whether people without a history of release 2, which brings the condition, can be left alone. Release 1 counts "Old". */
function isAlone(condition: SegmentCondition): boolean {
  const segment = (id: string, condition: SegmentCondition, sinceRelease: number) => ({
    ...{ id, name: id, description: '', condition, sinceRelease },
  });
  const release = compileRelease({
    ...{ workspace: 1, number: 2, settings: openSettings, journeys: [], messages: [] },
    segments: [segment('old', did('Old'), 1), segment('asked', condition, 2)],
  });
  return segmentsOfHistoryAlone(release, 2)?.includes('asked') === true;
}

const cases: readonly (readonly [string, SegmentCondition, boolean])[] = [
  ['something that she did', did('New'), true],
  ['something that she never did', did('New', 'at_most'), false],
  ['both of two', all(did('New'), did('Newer')), true],
  ['one of two', any(did('New'), did('Newer')), true],
  ['not what she never did', not(did('New', 'at_most')), true],
  ['not what she did', not(did('New')), false],
  ['what is known of her', gold, false],
  ['what she did and what is known of her', all(did('New'), gold), true],
  ['what she did or what is known of her', any(did('New'), gold), false],
  ['what is counted already', did('Old'), false],
  ['what she did and what is counted already', all(did('New'), not(did('Old'))), true],
  ['what she did or what is counted already', any(did('New'), did('Old')), false],
  ['another segment that asks for what is counted already', { type: 'segment', segment: 'old' }, false],
  ['everybody', all(), false],
];

for (const [name, condition, expected] of cases) {
  test(`who has no history is left alone by a segment that asks for ${name}: ${expected}`, () => {
    assert.equal(isAlone(condition), expected);
  });
}
