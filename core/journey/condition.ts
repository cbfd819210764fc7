import type { Instant } from '#contracts/identifiers.ts';
import { type JourneyCondition, profileConditions } from '#contracts/journey/condition.ts';
import { conditionHolds } from '../segment/holds.ts';
import { nextChange } from '../segment/next-change.ts';
import { propertyHolds } from '../segment/property-test.ts';
import type { Run } from '../state.ts';
import type { Work } from '../work.ts';

/** Whether a condition of a journey holds for a run by now. */
export function journeyConditionHolds(work: Work, run: Run, condition: JourneyCondition): boolean {
  switch (condition.type) {
    case 'profile':
      return conditionHolds(work.release.segments, condition.condition, work.state, work.now);
    case 'segment':
      return work.state.memberships.has(condition.segment) === (condition.is === 'in');
    case 'entry':
      return propertyHolds(condition.test, run.trigger.properties);
    case 'run':
      return propertyHolds(condition.test, run.variables ?? {});
    case 'all':
      return condition.conditions.every((part) => journeyConditionHolds(work, run, part));
    case 'any':
      return condition.conditions.some((part) => journeyConditionHolds(work, run, part));
    case 'not':
      return !journeyConditionHolds(work, run, condition.condition);
  }
}

/** When its answer may change although nothing happens: a window of one of its parts moves on. */
export function nextConditionChange(work: Work, condition: JourneyCondition): Instant | undefined {
  const { segments } = work.release;
  const times = profileConditions(condition).flatMap((part) => {
    const holds = conditionHolds(segments, part, work.state, work.now);
    return nextChange(segments, part, work.state, work.now, holds) ?? [];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}
