import type { EventMatch } from '#contracts/condition.ts';
import type { Happening } from '../work.ts';
import { propertyHolds } from './property-test.ts';

/** Whether a happening is a tracked event of that name and passes all tests. An engagement never is. */
export function eventMatches(match: EventMatch, happening: Happening): boolean {
  if (happening.engagement !== undefined || happening.name !== match.event) return false;
  return match.where.every((test) => propertyHolds(test, happening.properties));
}
