import fc from 'fast-check';
import type { EventMatch, PropertyTest } from '#contracts/condition.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { propertyHolds } from '#core/segment/property-test.ts';
import { eventNames, type HappenedEntry } from './entry.ts';
import { countingReference, frequencies } from './frequency.ts';
import type { TestedKind } from './kind.ts';
import { propertyTests } from './property.ts';

export const eventMatches: fc.Arbitrary<EventMatch> = fc.record({
  event: fc.constantFrom(...eventNames),
  where: fc.oneof(
    { weight: 4, arbitrary: fc.constant<PropertyTest[]>([]) },
    { weight: 1, arbitrary: fc.array(propertyTests, { maxLength: 2 }) },
  ),
});

export function isMatch({ event, where }: EventMatch, entry: HappenedEntry): boolean {
  return entry.type === 'event' && entry.name === event && where.every((test) => propertyHolds(test, entry.properties));
}

export const event: TestedKind<Extract<LeafCondition, { type: 'event' }>> = {
  arbitrary: fc
    .record({ match: eventMatches, frequency: frequencies })
    .map((asked) => ({ type: 'event' as const, ...asked })),
  ...countingReference(({ match }, entry) => isMatch(match, entry)),
};
