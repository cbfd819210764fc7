import type { LeafCondition } from '#contracts/segment.ts';
import type { ConditionKind } from './kind.ts';

/** An order that ends by itself is taken out of her document by a timer of its own. */
export const doNotContact: ConditionKind<Extract<LeafCondition, { type: 'do_not_contact' }>> = {
  counters: () => [],
  reads: () => ['doNotContact'],
  holds: ({ scope }, { state }) =>
    state.doNotContact !== undefined && (scope === undefined || state.doNotContact.scope === scope),
  known: (_, { state }) => state.doNotContact?.scope,
  since: (_, { state }) => state.doNotContact?.at,
};
