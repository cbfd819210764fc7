import type { Instant } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { LeafCondition, SegmentCondition } from '#contracts/segment.ts';
import { propertyHolds } from '#core/segment/property-test.ts';
import type { Entry } from './segment-arbitrary.ts';

/** The naive evaluator: recounts a whole history at `now`, knowing nothing of counters. */
export function referenceHolds(condition: SegmentCondition, history: readonly Entry[], now: Instant): boolean {
  switch (condition.type) {
    case 'trait':
      return propertyHolds(condition.test, traitsOf(history));
    case 'all':
      return condition.conditions.every((part) => referenceHolds(part, history, now));
    case 'any':
      return condition.conditions.some((part) => referenceHolds(part, history, now));
    case 'not':
      return !referenceHolds(condition.condition, history, now);
    case 'event':
    case 'engagement': {
      const { comparison, times, withinDays } = condition.frequency;
      const since = withinDays === undefined ? Number.NEGATIVE_INFINITY : now - withinDays * 86_400_000;
      const count = history.filter(
        (entry) => referenceCounts(condition, entry) && entry.at > since && entry.at <= now,
      ).length;
      if (comparison === 'at_least') return count >= times;
      return comparison === 'at_most' ? count <= times : count === times;
    }
  }
}

export function traitsOf(history: readonly Entry[]): JsonObject {
  return Object.assign({}, ...history.map((entry) => (entry.type === 'traits' ? entry.traits : {})));
}

type CountingCondition = Extract<LeafCondition, { type: 'event' | 'engagement' }>;

/** Whether an entry is of the kind that a condition counts. */
export function referenceCounts(
  condition: CountingCondition,
  entry: Entry,
): entry is Exclude<Entry, { type: 'traits' }> {
  if (condition.type === 'event') {
    const { event, where } = condition.match;
    return (
      entry.type === 'event' && entry.name === event && where.every((test) => propertyHolds(test, entry.properties))
    );
  }
  const { kind, channel, message } = condition;
  return (
    entry.type === 'engagement' &&
    entry.kind === kind &&
    (channel === undefined || entry.channel === channel) &&
    (message === undefined || entry.message === message)
  );
}
