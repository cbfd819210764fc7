import type { EventMatch, PropertyTest } from '#contracts/condition.ts';
import type { CalendarUnit } from '#contracts/segment/window.ts';
import { shortHash } from '../stable-id.ts';
import type { Measure } from './measure.ts';
import { everything, type Span, type TimeRange } from './time/window.ts';

/** What is counted, however often and since when a condition asks. */
export interface Counting {
  readonly source: 'event' | 'engagement';
  /** For an engagement the event is its kind, and channel and message are properties. */
  readonly match: EventMatch;
  /** All of them hold for one and the same of the event's products. */
  readonly product?: readonly PropertyTest[] | undefined;
  /** Only what happened then; absent: whenever. */
  readonly within?: TimeRange;
}

/** What is kept of the happenings that are counted: times, or what each unit of time brought. */
export type CounterForm = 'newest' | 'first' | UnitForm;
export type UnitForm = 'count' | 'sum' | 'minimum' | 'maximum' | 'distinct';

/**
 * One kind of happening as a person's document counts it, shared by all conditions that ask for no more than it keeps. What
 * it holds is a list of numbers in every form, so that documents, seeds and recounts carry it without knowing the form:
 * core/segment/counters has what they mean.
 */
export interface Counter extends Counting {
  readonly key: string;
  readonly form: CounterForm;
  /** How many are kept: the newest times, or different values of each unit. */
  readonly keep: number;
  /** Of the forms that count by units of time: which, and how many before the current one are kept. */
  readonly units?: Units;
  /** What is summed or compared; absent where happenings themselves are counted. */
  readonly measure?: Measure;
  /** The release from which on it is counted live; what happened before comes as a seed. */
  readonly since: number;
}

export interface Units {
  /** Absent: all time is one, with the number 0. */
  readonly unit?: CalendarUnit;
  readonly timeZone: string;
  readonly keep: number;
}

/**
 * The counter that keeps at least the `needed` newest times. `keep` is a power of two and stands in the key: a condition
 * that needs more than a counter keeps gets another, which starts empty and takes its seed as a plain sum. Growing the
 * old one instead would leave no way to tell which of its times the seed holds too. For the same reason times are not
 * dropped for their age: a later condition with a longer window still finds them.
 */
export function newestCounter(counting: Counting, needed: number, since: number): Counter {
  const keep = powerOfTwo(needed);
  return { ...counting, key: `${keyOf(counting)}.${keep}`, form: 'newest', keep, since };
}

/** The counter that keeps the very first time. */
export function firstCounter(counting: Counting, since: number): Counter {
  return { ...counting, key: `${keyOf(counting)}.first`, form: 'first', keep: 1, since };
}

/**
 * The counter of what each unit of a span brought. A window that ends in the past needs it: the newest times say nothing
 * of last month when this month brought more of them. Units that every window over this counter has left are dropped.
 */
export function unitCounter(
  counting: Counting,
  { form, span, timeZone, measure, distinct = 1 }: UnitCounterParts,
  since: number,
): Counter {
  const keep = powerOfTwo(distinct);
  const kept = span.unit === undefined ? 0 : powerOfTwo(Math.max(1, span.oldest));
  const units: Units = { ...(span.unit && { unit: span.unit }), timeZone, keep: kept };
  const words = [
    form,
    `${keep}`,
    span.unit ?? '',
    `${kept}`,
    span.unit ? timeZone : '',
    JSON.stringify(measure ?? null),
  ];
  const key = `${keyOf(counting)}.${form}.${shortHash(6, ...words)}`;
  return { ...counting, key, form, keep, units, since, ...(measure && { measure }) };
}

interface UnitCounterParts {
  readonly form: UnitForm;
  readonly span: Span;
  readonly timeZone: string;
  readonly measure?: Measure;
  /** How many different values of each unit must be told apart. */
  readonly distinct?: number;
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(atLeast));
}

/** Of what is counted. Documents are kept: what stood in a key once stays in it. */
function keyOf({ source, match, product, within = everything }: Counting): string {
  const where = match.where.map(canonicalTest).sort();
  const rest = [
    ...(product === undefined ? [] : ['product', ...product.map(canonicalTest).sort()]),
    ...(within === everything ? [] : [`within ${within.from} ${within.to}`]),
  ];
  return shortHash(12, source, match.event, ...where, ...rest);
}

/** The same text for tests that mean the same: lists in one order, members in one order. */
function canonicalTest(test: PropertyTest): string {
  switch (test.operator) {
    case 'exists':
    case 'not_exists':
      return JSON.stringify([test.name, test.operator]);
    case 'one_of':
    case 'all_of':
    case 'none_of':
      return JSON.stringify([test.name, test.operator, test.value.map((value) => JSON.stringify(value)).sort()]);
    default:
      return JSON.stringify([test.name, test.operator, test.value]);
  }
}
