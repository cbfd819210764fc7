import { type NodeCard, onlyNext } from '#admin/journeys/nodes/node-card.ts';

export const updateListsCard: NodeCard<'update_lists'> = {
  icon: 'list',
  group: 'person',
  empty: () => ({ kind: 'update_lists', add: [], remove: [], branches: { next: null } }),
  ways: onlyNext,
  words: ({ add, remove }, { list }) =>
    [...add.map((id) => `+ ${list(id)}`), ...remove.map((id) => `− ${list(id)}`)].join('  ') || '…',
};
