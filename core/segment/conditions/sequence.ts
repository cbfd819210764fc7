import type { Instant } from '#contracts/identifiers.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { minutes } from '../../duration.ts';
import { type Counter, type Counting, newestCounter } from '../counter.ts';
import { countUntil } from '../counters/times.ts';
import type { SegmentSettings } from '../segment-settings.ts';
import { edgesOf, firstChange, rangeAt, settingsOf } from '../time/window.ts';
import { heldOf, within } from './counting.ts';
import type { ConditionKind, Person } from './kind.ts';

type SequenceCondition = Extract<LeafCondition, { type: 'sequence' }>;

/**
 * So many of the newest occurrences of each event are looked at, by both evaluators. Whoever does something more often
 * within the time that matters is rare, and at five steps her document holds no more than 96 times, about 1.3 KB.
 */
export const occurrencesSeen = 16;

/** The steps in their order, then what must not lie between. */
export function sequenceHappenings(
  { steps, without, window }: SequenceCondition,
  { timeZone }: SegmentSettings,
): readonly Counting[] {
  const matches = without === undefined ? steps : [...steps, without];
  return matches.map((match) => within({ source: 'event', match }, window, timeZone));
}

/** In milliseconds. */
export function longestOf({ withinMinutes }: SequenceCondition): number {
  return Math.round(minutes(withinMinutes));
}

function counters(condition: SequenceCondition, since: number, settings: SegmentSettings): readonly Counter[] {
  return sequenceHappenings(condition, settings).map((counted) => newestCounter(counted, occurrencesSeen, since));
}

/** When a sequence began that holds at `now`; the earliest beginning that one is found for. */
function beginningOf(condition: SequenceCondition, person: Person, now: Instant): Instant | undefined {
  const { steps, without, window } = condition;
  const { from, to } = rangeAt(window, person.compiled.settings.timeZone, now);
  const seen = (index: number): readonly Instant[] => {
    const times = heldOf(person, condition, counters, index);
    const past = countUntil(times, now);
    const first = Math.max(past - occurrencesSeen, countUntil(times, from - 1));
    return times.slice(first, Math.max(first, countUntil(times, to - 1)));
  };
  const [starts = [], ...others] = steps.map((_, index) => seen(index));
  const between = without === undefined ? [] : seen(steps.length);
  return starts.find((start) => {
    // The earliest next step leaves the most to those after it, and the least room for what must not lie between.
    let last = start;
    for (const times of others) {
      const next = times[countUntil(times, last)];
      if (next === undefined || next - start > longestOf(condition)) return false;
      last = next;
    }
    const unwanted = between[countUntil(between, start)];
    return unwanted === undefined || unwanted >= last;
  });
}

export const sequence: ConditionKind<SequenceCondition> = {
  counters,
  reads: () => [],
  settings: ({ window }) => settingsOf(window),
  holds: (condition, person, now) => beginningOf(condition, person, now) !== undefined,
  nextFlip: (condition, person, now) => {
    const { timeZone } = person.compiled.settings;
    const read = person.compiled.counterKeys.get(condition)?.length ?? 0;
    const times = Array.from({ length: read }, (_, index) => heldOf(person, condition, counters, index)).flat();
    const edges = times.flatMap((at) => [at, ...edgesOf(condition.window, timeZone, at)]);
    return firstChange(edges, now, (at) => beginningOf(condition, person, at) !== undefined);
  },
  counted: (condition, person, now) => {
    const at = beginningOf(condition, person, now);
    return at === undefined ? { times: 0 } : { times: 1, newestAt: at };
  },
};
