import { type NodeView, onlyNext } from '../node-view.ts';

export const updateListsView: NodeView<'update_lists'> = {
  icon: 'list',
  group: 'person',
  empty: () => ({ kind: 'update_lists', add: [], remove: [], branches: { next: null } }),
  ways: onlyNext,
  words: ({ add, remove }) =>
    [...add.map((list) => `+ ${list}`), ...remove.map((list) => `− ${list}`)].join('  ') || '…',
};
