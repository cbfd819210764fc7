import type { Instant } from '#contracts/identifiers.ts';
import type { Frequency } from '#contracts/segment/frequency.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { type Counter, type Counting, newestCounter, unitCounter } from '../counter.ts';
import { currentUnit, nextUnitChange, totalOf } from '../counters/by-unit.ts';
import type { Held } from '../counters/index.ts';
import { comparesTimes, frequencyHolds, nextFlip, timesNeeded, timesWithin } from '../frequency.ts';
import type { SegmentSettings } from '../segment-settings.ts';
import { absoluteRange, settingsOf, spanOf, windowOf } from '../time/window.ts';
import type { ConditionKind, Person } from './kind.ts';

/**
 * The kind of a condition that asks how often something happened. A window that ends now is answered by the newest times,
 * an absolute one by the newest times inside it, and full units of the calendar by what each of them brought.
 */
export function counting<Condition extends LeafCondition & { readonly frequency: Frequency }>(
  happenings: (condition: Condition, settings: SegmentSettings) => Counting,
): ConditionKind<Condition> {
  const counters = (condition: Condition, since: number, settings: SegmentSettings): readonly Counter[] => {
    const needed = timesNeeded(condition.frequency);
    if (needed === 0) return [];
    const counted = within(happenings(condition, settings), windowOf(condition.frequency), settings.timeZone);
    if (!isOfFullUnits(condition.frequency)) return [newestCounter(counted, needed, since)];
    const span = spanOf(windowOf(condition.frequency));
    return [unitCounter(counted, { form: 'count', span, timeZone: settings.timeZone }, since)];
  };
  const unitTimes = ({ window }: Frequency, held: Held, current: number): number =>
    totalOf('count', held, spanOf(window), current).sum;
  return {
    counters,
    reads: () => [],
    settings: ({ frequency }) => settingsOf(windowOf(frequency)),
    holds: (condition, person, now) => {
      const { frequency } = condition;
      const { timeZone } = person.compiled.settings;
      const held = heldOf(person, condition, counters);
      if (!isOfFullUnits(frequency)) return frequencyHolds(frequency, held, timeZone, now);
      return comparesTimes(frequency, unitTimes(frequency, held, currentUnit(spanOf(frequency.window), timeZone, now)));
    },
    nextFlip: (condition, person, now) => {
      const { frequency } = condition;
      const { timeZone } = person.compiled.settings;
      const held = heldOf(person, condition, counters);
      if (!isOfFullUnits(frequency)) return nextFlip(frequency, held, timeZone, now);
      const holds = (current: number) => comparesTimes(frequency, unitTimes(frequency, held, current));
      return nextUnitChange('count', [held], spanOf(frequency.window), timeZone, now, holds);
    },
    counted: (condition, person, now) => {
      const { frequency } = condition;
      const { timeZone } = person.compiled.settings;
      const held = heldOf(person, condition, counters);
      if (isOfFullUnits(frequency)) {
        return { times: unitTimes(frequency, held, currentUnit(spanOf(frequency.window), timeZone, now)) };
      }
      const times = timesWithin(frequency, held, timeZone, now);
      const newestAt = times.at(-1);
      return { times: times.length, ...(newestAt !== undefined && { newestAt }) };
    },
  };
}

/** What is counted, restricted to an absolute window: others move, and are looked at when the condition is asked. */
export function within(counted: Counting, window: ReturnType<typeof windowOf>, timeZone: string): Counting {
  return window?.type === 'absolute' ? { ...counted, within: absoluteRange(window, timeZone) } : counted;
}

/** Whether the window ends in the past, with the current unit of the calendar. */
function isOfFullUnits({ window }: Frequency): boolean {
  return window?.type === 'calendar' && window.last > 0;
}

/** What a condition's counter at `index` holds. A condition of equal content reads the same counter. */
export function heldOf<Condition extends LeafCondition>(
  { compiled, state }: Person,
  condition: Condition,
  counters: ConditionKind<Condition>['counters'],
  index = 0,
): Held {
  const keys = compiled.counterKeys.get(condition);
  const key = keys === undefined ? counters(condition, 0, compiled.settings)[index]?.key : keys[index];
  return key === undefined ? none : (state.counters.get(key) ?? none);
}

const none: readonly Instant[] = [];
