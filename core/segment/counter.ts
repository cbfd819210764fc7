import type { EventMatch, PropertyTest } from '#contracts/condition.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { shortHash } from '../stable-id.ts';
import { timesNeeded } from './frequency.ts';

/** The newest times of one kind of happening, shared by all conditions that ask for no more than `keep` of them. */
export interface Counter {
  readonly key: string;
  readonly source: 'event' | 'engagement';
  /** For an engagement the event is its kind, and channel and message are properties. */
  readonly match: EventMatch;
  /** How many of the newest times are kept. */
  readonly keep: number;
  /** The release from which on it is counted live; what happened before comes as a seed. */
  readonly since: number;
}

export type CountingCondition = Extract<SegmentCondition, { type: 'event' | 'engagement' }>;

/**
 * The counter that a condition reads; undefined where it holds always. `keep` is a power of two and stands in the key:
 * a condition that needs more than a counter keeps gets another, which starts empty and takes its seed as a plain sum.
 * Growing the old one instead would leave no way to tell which of its times the seed holds too. For the same reason
 * times are not dropped for their age: a later condition with a longer window still finds them.
 */
export function counterOf(condition: CountingCondition, since: number): Counter | undefined {
  const needed = timesNeeded(condition.frequency);
  if (needed === 0) return undefined;
  const { source, match } = happeningsOf(condition);
  const keep = 2 ** Math.ceil(Math.log2(needed));
  const where = match.where.map(canonicalTest).sort();
  return { key: `${shortHash(12, source, match.event, ...where)}.${keep}`, source, match, keep, since };
}

/** What a condition counts, however often and since when it asks. */
export function happeningsOf(condition: CountingCondition): Pick<Counter, 'source' | 'match'> {
  const source = condition.type;
  return { source, match: source === 'event' ? condition.match : engagementMatch(condition) };
}

function engagementMatch(condition: Extract<SegmentCondition, { type: 'engagement' }>): EventMatch {
  const where: PropertyTest[] = [];
  if (condition.message !== undefined) where.push({ name: 'message', operator: 'equals', value: condition.message });
  if (condition.channel !== undefined) where.push({ name: 'channel', operator: 'equals', value: condition.channel });
  return { event: condition.kind, where };
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
