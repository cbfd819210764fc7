import { type NodeCard, onlyNext } from '#admin/journeys/nodes/node-card.ts';

export const stopJourneyCard: NodeCard<'stop_journey'> = {
  icon: 'stop',
  group: 'others',
  empty: () => ({ kind: 'stop_journey', journey: '', branches: { next: null } }),
  ways: onlyNext,
  words: (node, { journey }) => journey(node.journey),
};
