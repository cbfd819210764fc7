import { type NodeCard, onlyNext } from '#admin/journeys/nodes/node-card.ts';

export const startJourneyCard: NodeCard<'start_journey'> = {
  icon: 'play',
  group: 'others',
  empty: () => ({ kind: 'start_journey', journey: '', branches: { next: null } }),
  ways: onlyNext,
  words: (node, { journey }) => journey(node.journey),
};
