import type { Instant } from '#contracts/identifiers.ts';
import type { Counter, UnitForm, Units } from '../counter.ts';
import { startOfUnit, unitAt } from '../time/calendar.ts';
import type { Span } from '../time/window.ts';

/**
 * What units of time brought, as a flat list: entries of `width` numbers, the first of them the unit's. Of `count` the
 * number of happenings follows, of `sum` the sum and the number of values, of `minimum` and `maximum` that value. Of
 * `distinct` each different value has an entry of its own, the least so many of each unit: whichever of two lists comes
 * first, the same ones are left, and a list that is full tells that there were at least as many.
 */
export type UnitEntries = readonly number[];

const widths: { readonly [form in UnitForm]: number } = { count: 2, sum: 3, minimum: 2, maximum: 2, distinct: 2 };

export type UnitCounter = Counter & { readonly form: UnitForm; readonly units: Units };

/** What one happening brings. */
export function entriesOf({ form, units }: UnitCounter, at: Instant, values: readonly number[]): UnitEntries {
  const unit = units.unit === undefined ? 0 : unitAt(units.unit, units.timeZone, at);
  return form === 'sum' ? values.flatMap((value) => [unit, value, 1]) : values.flatMap((value) => [unit, value]);
}

/** Any number of entries in any order, put together: ascending, without what every window has left. */
export function gatherEntries({ form, keep, units }: UnitCounter, entries: UnitEntries, now: Instant): UnitEntries {
  const width = widths[form];
  const oldest = units.unit === undefined ? 0 : unitAt(units.unit, units.timeZone, now) - units.keep;
  const rows: number[][] = [];
  for (let index = 0; index < entries.length; index += width) {
    if ((entries[index] ?? 0) >= oldest) rows.push(entries.slice(index, index + width));
  }
  rows.sort((a, b) => difference(a, b, 0) || (form === 'distinct' ? difference(a, b, 1) : 0));
  const gathered: number[][] = [];
  let inUnit = 0;
  for (const row of rows) {
    const last = gathered.at(-1);
    const isSameUnit = last !== undefined && last[0] === row[0];
    if (form === 'distinct') {
      if (isSameUnit && last[1] === row[1]) continue;
      inUnit = isSameUnit ? inUnit + 1 : 1;
      if (inUnit <= keep) gathered.push(row);
    } else if (isSameUnit) join(form, last, row);
    else gathered.push(row);
  }
  return gathered.flat();
}

function difference(left: readonly number[], right: readonly number[], index: number): number {
  return (left[index] ?? 0) - (right[index] ?? 0);
}

function join(form: UnitForm, into: number[], row: readonly number[]): void {
  const [, own = 0, count = 0] = into;
  const [, other = 0, more = 0] = row;
  if (form === 'minimum') into[1] = Math.min(own, other);
  else if (form === 'maximum') into[1] = Math.max(own, other);
  else into[1] = own + other;
  if (form === 'sum') into[2] = count + more;
}

/** What lies in a span of units at `now`. */
export interface Total {
  readonly sum: number;
  /** Of entries, of which `count` and `distinct` have one for each unit and value. */
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly distinct: number;
}

/** The number of the unit that `now` lies in. */
export function currentUnit({ unit }: Span, timeZone: string, now: Instant): number {
  return unit === undefined ? 0 : unitAt(unit, timeZone, now);
}

/** What lies in the span when `current` is the unit that is now. */
export function totalOf(form: UnitForm, entries: UnitEntries, span: Span, current: number): Total {
  const [first, last] = [current - span.oldest, current - span.newest];
  const width = widths[form];
  let [sum, count, minimum, maximum] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let values: Set<number> | undefined;
  for (let index = 0; index < entries.length; index += width) {
    const unit = entries[index] ?? 0;
    if (unit < first || unit > last) continue;
    const value = entries[index + 1] ?? 0;
    if (form === 'distinct') {
      values ??= new Set();
      values.add(value);
      continue;
    }
    sum += value;
    count += form === 'sum' ? (entries[index + 2] ?? 0) : 1;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { sum, count, minimum, maximum, distinct: values?.size ?? 0 };
}

/**
 * The first moment after `now`, always the beginning of a unit, at which the answer is not what it is now. Units come into
 * the span and leave it.
 */
export function nextUnitChange(
  form: UnitForm,
  lists: readonly UnitEntries[],
  span: Span,
  timeZone: string,
  now: Instant,
  holds: (current: number) => boolean,
): Instant | undefined {
  if (span.unit === undefined) return undefined;
  const current = unitAt(span.unit, timeZone, now);
  const moves = new Set<number>();
  for (const entries of lists) {
    for (let index = 0; index < entries.length; index += widths[form]) {
      const unit = entries[index] ?? 0;
      if (unit + span.newest > current) moves.add(unit + span.newest);
      if (unit + span.oldest + 1 > current) moves.add(unit + span.oldest + 1);
    }
  }
  if (moves.size === 0) return undefined;
  const before = holds(current);
  const next = [...moves].sort((a, b) => a - b).find((at) => holds(at) !== before);
  return next === undefined ? undefined : startOfUnit(span.unit, timeZone, next);
}
