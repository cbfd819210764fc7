import type { JsonObject } from '#contracts/json.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { propertyHolds } from '#core/segment/property-test.ts';
import type { Entry } from './entry.ts';
import type { TestedKind } from './kind.ts';
import { propertyTests } from './property.ts';

/** Operators one by one are held against each other by the test of properties. */
const negative = new Set(['not_equals', 'none_of', 'not_exists']);

export const trait: TestedKind<Extract<LeafCondition, { type: 'trait' }>> = {
  arbitrary: propertyTests.map((test) => ({ type: 'trait' as const, test })),
  label: ({ test }) => (negative.has(test.operator) ? 'negated test' : 'test'),
  holds: ({ test }, history) => propertyHolds(test, traitsOf(history)),
  edges: () => [],
};

export function traitsOf(history: readonly Entry[]): JsonObject {
  return Object.assign({}, ...history.map((entry) => (entry.type === 'traits' ? entry.traits : {})));
}
