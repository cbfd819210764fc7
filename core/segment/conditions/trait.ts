import type { LeafCondition } from '#contracts/segment.ts';
import { propertyHolds } from '../property-test.ts';
import { traitRoot } from '../trait-root.ts';
import type { ConditionKind } from './kind.ts';

export const trait: ConditionKind<Extract<LeafCondition, { type: 'trait' }>> = {
  counters: () => [],
  reads: ({ test }) => [`trait ${traitRoot(test.name)}`],
  holds: ({ test }, { state }) => propertyHolds(test, state.traits),
  nextFlip: () => undefined,
};
