import type { EventMatch, PropertyTest } from '#contracts/condition.ts';
import type { SegmentCondition } from '#contracts/segment.ts';

export const addableConditions = ['trait', 'event', 'engagement', 'group'] as const;
export type AddableCondition = (typeof addableConditions)[number];

/** The most usual form of each; what only the marketer knows is still empty. */
export function newCondition(type: AddableCondition): SegmentCondition {
  switch (type) {
    case 'trait':
      return { type: 'trait', test: newTest() };
    case 'event':
      return { type: 'event', match: newMatch(), frequency: { comparison: 'at_least', times: 1, withinDays: 30 } };
    case 'engagement':
      return {
        type: 'engagement',
        kind: 'opened',
        frequency: { comparison: 'at_least', times: 1, withinDays: 30 },
      };
    case 'group':
      return { type: 'any', conditions: [{ type: 'trait', test: newTest() }] };
  }
}

export function newTest(): PropertyTest {
  return { name: '', operator: 'equals', value: '' };
}

function newMatch(): EventMatch {
  return { event: '', where: [] };
}
