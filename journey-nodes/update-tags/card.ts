import { type NodeCard, onlyNext } from '#admin/journeys/nodes/node-card.ts';

export const updateTagsCard: NodeCard<'update_tags'> = {
  icon: 'tag',
  group: 'person',
  empty: () => ({ kind: 'update_tags', add: [], remove: [], branches: { next: null } }),
  ways: onlyNext,
  words: ({ add, remove }) => [...add.map((tag) => `+ ${tag}`), ...remove.map((tag) => `− ${tag}`)].join('  ') || '…',
};
