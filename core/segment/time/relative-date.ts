import type { Instant } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { RelativeTest } from '#contracts/segment/trait.ts';
import { days } from '../../duration.ts';
import { scalarsOf, valueAt } from '../property-value.ts';
import { toInstant } from './iso-instant.ts';

/** The days of a test in milliseconds. */
export function distanceOf(test: RelativeTest): number {
  return Math.round(days(test.days));
}

/** analytics/segment/conditions/trait.ts says the same in SQL. */
export function relativeHolds(test: RelativeTest, traits: JsonObject, now: Instant): boolean {
  return instantsOf(test, traits).some((at) => isAtDistance(test, at, now));
}

function isAtDistance(test: RelativeTest, at: number, now: Instant): boolean {
  const distance = distanceOf(test);
  switch (test.operator) {
    case 'within_last':
      return at > now - distance && at <= now;
    case 'within_next':
      return at > now && at <= now + distance;
    case 'more_than_ago':
      return at <= now - distance;
    case 'more_than_ahead':
      return at > now + distance;
  }
}

/** The end of the last year that is written with four digits: what would change later, changes for nobody. */
const latest = 253_402_300_799_999;

/** The earliest instant after `now` at which one of its dates comes to be, or is as far away as asked for. */
export function nextRelativeFlip(test: RelativeTest, traits: JsonObject, now: Instant): Instant | undefined {
  const distance = distanceOf(test);
  const flips = instantsOf(test, traits)
    .flatMap((at) => [at, at + distance, at - distance])
    .map(Math.ceil)
    .filter((at) => at > now && at <= latest);
  return flips.length === 0 ? undefined : Math.min(...flips);
}

function instantsOf({ name }: RelativeTest, traits: JsonObject): readonly number[] {
  return scalarsOf(valueAt(traits, name)).flatMap((value) =>
    typeof value === 'boolean' ? [] : (toInstant(value) ?? []),
  );
}
