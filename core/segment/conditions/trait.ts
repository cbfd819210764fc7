import type { LeafCondition } from '#contracts/segment.ts';
import type { StatePart } from '../changed-parts.ts';
import { propertyHolds } from '../property-test.ts';
import { valueAt } from '../property-value.ts';
import { anniversaryHolds, calendarTraits, nextAnniversaryFlip } from '../time/anniversary.ts';
import { zoneOf } from '../time/local-day.ts';
import { nextRelativeFlip, relativeHolds } from '../time/relative-date.ts';
import { traitRoot } from '../trait-root.ts';
import type { ConditionKind } from './kind.ts';

export const trait: ConditionKind<Extract<LeafCondition, { type: 'trait' }>> = {
  counters: () => [],
  reads: ({ test }) => {
    const own: StatePart = `trait ${traitRoot(test.name)}`;
    if (test.operator !== 'anniversary_in' && test.operator !== 'anniversary_within') return [own];
    const { calendar, leapMonth } = calendarTraits(test.name);
    return [own, `trait ${traitRoot(calendar)}`, `trait ${traitRoot(leapMonth)}`, 'timeZone'];
  },
  settings: ({ test }) =>
    test.operator === 'anniversary_in' || test.operator === 'anniversary_within' ? ['timeZone'] : [],
  holds: ({ test }, { compiled, state }, now) => {
    switch (test.operator) {
      case 'within_last':
      case 'within_next':
      case 'more_than_ago':
      case 'more_than_ahead':
        return relativeHolds(test, state.traits, now);
      case 'anniversary_in':
      case 'anniversary_within':
        return anniversaryHolds(test, state.traits, zoneOf(state, compiled.settings), now);
      default:
        return propertyHolds(test, state.traits);
    }
  },
  nextFlip: ({ test }, { compiled, state }, now) => {
    switch (test.operator) {
      case 'within_last':
      case 'within_next':
      case 'more_than_ago':
      case 'more_than_ahead':
        return nextRelativeFlip(test, state.traits, now);
      case 'anniversary_in':
      case 'anniversary_within':
        return nextAnniversaryFlip(test, state.traits, zoneOf(state, compiled.settings), now);
      default:
        return undefined;
    }
  },
  known: ({ test }, { state }) => valueAt(state.traits, test.name),
};
