import type { Instant } from '#contracts/identifiers.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { type Counter, firstCounter, newestCounter } from '../counter.ts';
import { countUntil } from '../counters/times.ts';
import { edgesOf, firstChange, rangeAt, settingsOf } from '../time/window.ts';
import { heldOf } from './counting.ts';
import type { ConditionKind, Person } from './kind.ts';

type OccurrenceCondition = Extract<LeafCondition, { type: 'occurrence' }>;

/** Whatever the window, the very first time or the newest one answers it. */
function counters({ which, match }: OccurrenceCondition, since: number): readonly Counter[] {
  const counted = { source: 'event', match } as const;
  return [which === 'first' ? firstCounter(counted, since) : newestCounter(counted, 1, since)];
}

/** The first or last time up to `now`. */
function occurredAt(condition: OccurrenceCondition, person: Person, now: Instant): Instant | undefined {
  const times = heldOf(person, condition, counters);
  const past = countUntil(times, now);
  return past === 0 ? undefined : times[condition.which === 'first' ? 0 : past - 1];
}

function holds(condition: OccurrenceCondition, person: Person, now: Instant): boolean {
  const at = occurredAt(condition, person, now);
  if (at === undefined) return false;
  const { from, to } = rangeAt(condition.window, person.compiled.settings.timeZone, now);
  return (from <= at && at < to) === (condition.is === 'within');
}

export const occurrence: ConditionKind<OccurrenceCondition> = {
  counters,
  reads: () => [],
  settings: ({ window }) => settingsOf(window),
  holds,
  nextFlip: (condition, person, now) => {
    const { timeZone } = person.compiled.settings;
    const times = heldOf(person, condition, counters);
    const edges = times.flatMap((at) => [at, ...edgesOf(condition.window, timeZone, at)]);
    return firstChange(edges, now, (at) => holds(condition, person, at));
  },
  counted: (condition, person, now) => {
    const at = occurredAt(condition, person, now);
    return at === undefined ? { times: 0 } : { times: 1, newestAt: at };
  },
};
