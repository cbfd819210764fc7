import type { Instant } from '#contracts/identifiers.ts';
import type { Happening } from '../../work.ts';
import type { Counter } from '../counter.ts';
import { measured } from '../measure.ts';
import { entriesOf, gatherEntries, type UnitCounter } from './by-unit.ts';
import { insertTime, newest, uniteTimes } from './times.ts';

/** What a counter holds: times that ascend, or entries of units (by-unit.ts). */
export type Held = readonly number[];

const nothing: Held = [];

/** With one happening more. The counter counts it. */
export function addHappening(counter: Counter, held: Held | undefined, happening: Happening, now: Instant): Held {
  const before = held ?? nothing;
  if (counter.form === 'newest') return newest(insertTime(before, happening.at), counter.keep, now);
  if (counter.form === 'first') return before[0] === undefined || happening.at < before[0] ? [happening.at] : before;
  const values = counter.measure ? measured(counter.measure, happening.properties, counter.product) : one;
  if (values.length === 0) return before;
  return settleHeld(counter, [...before, ...entriesOf(counter as UnitCounter, happening.at, values)], now);
}

const one = [1];

/** Of two disjoint histories. */
export function uniteHeld(counter: Counter, left: Held, right: Held, now: Instant): Held {
  if (counter.form === 'newest' || counter.form === 'first') {
    return settleHeld(counter, uniteTimes(left, right), now);
  }
  return settleHeld(counter, [...left, ...right], now);
}

/** What is kept of it at `now`. Times ascend, entries may come in any order. */
export function settleHeld(counter: Counter, held: Held, now: Instant): Held {
  switch (counter.form) {
    case 'newest':
      return newest(held, counter.keep, now);
    case 'first':
      return held.slice(0, 1);
    default:
      return gatherEntries(counter as UnitCounter, held, now);
  }
}
