import { type NodeCard, onlyNext } from '#admin/journeys/nodes/node-card.ts';

export const messageCard: NodeCard<'message'> = {
  icon: 'messages',
  group: 'talk',
  empty: () => ({ kind: 'message', message: '', branches: { next: null } }),
  ways: onlyNext,
  words: (node, { message }) => message(node.message),
};
