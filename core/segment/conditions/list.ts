import type { LeafCondition } from '#contracts/segment.ts';
import type { ConditionKind } from './kind.ts';

export const list: ConditionKind<Extract<LeafCondition, { type: 'list' }>> = {
  counters: () => [],
  reads: (condition) => [`list ${condition.list}`],
  holds: (condition, { state }) => state.lists !== undefined && Object.hasOwn(state.lists, condition.list),
  since: ({ list: id }, { state }) =>
    state.lists !== undefined && Object.hasOwn(state.lists, id) ? state.lists[id] : undefined,
};
