import { type NodeCard, onlyNext } from '#admin/journeys/nodes/node-card.ts';

export const goalCard: NodeCard<'goal'> = {
  icon: 'flag',
  group: 'end',
  empty: () => ({ kind: 'goal', name: '', branches: { next: null } }),
  ways: onlyNext,
  words: ({ name }) => name || '…',
};
