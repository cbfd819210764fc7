import { type NodeView, onlyNext } from '../node-view.ts';

export const updateTagsView: NodeView<'update_tags'> = {
  icon: 'tag',
  group: 'person',
  empty: () => ({ kind: 'update_tags', add: [], remove: [], branches: { next: null } }),
  ways: onlyNext,
  words: ({ add, remove }) => [...add.map((tag) => `+ ${tag}`), ...remove.map((tag) => `− ${tag}`)].join('  ') || '…',
};
