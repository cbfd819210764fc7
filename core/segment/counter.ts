import type { EventMatch, PropertyTest } from '#contracts/condition.ts';
import { shortHash } from '../stable-id.ts';

/** What is counted, however often and since when a condition asks. */
export interface Counting {
  readonly source: 'event' | 'engagement';
  /** For an engagement the event is its kind, and channel and message are properties. */
  readonly match: EventMatch;
}

/** The newest times of one kind of happening, shared by all conditions that ask for no more than `keep` of them. */
export interface Counter extends Counting {
  readonly key: string;
  /** How many of the newest times are kept. */
  readonly keep: number;
  /** The release from which on it is counted live; what happened before comes as a seed. */
  readonly since: number;
}

/**
 * The counter that keeps at least the `needed` newest times. `keep` is a power of two and stands in the key: a condition
 * that needs more than a counter keeps gets another, which starts empty and takes its seed as a plain sum. Growing the
 * old one instead would leave no way to tell which of its times the seed holds too. For the same reason times are not
 * dropped for their age: a later condition with a longer window still finds them.
 */
export function newestCounter({ source, match }: Counting, needed: number, since: number): Counter {
  const keep = 2 ** Math.ceil(Math.log2(needed));
  const where = match.where.map(canonicalTest).sort();
  return { key: `${shortHash(12, source, match.event, ...where)}.${keep}`, source, match, keep, since };
}

/** The same text for tests that mean the same: lists in one order, members in one order. */
function canonicalTest(test: PropertyTest): string {
  switch (test.operator) {
    case 'exists':
    case 'not_exists':
      return JSON.stringify([test.name, test.operator]);
    case 'one_of':
    case 'none_of':
      return JSON.stringify([test.name, test.operator, test.value.map((value) => JSON.stringify(value)).sort()]);
    default:
      return JSON.stringify([test.name, test.operator, test.value]);
  }
}
