import { type NodeView, onlyNext } from '../node-view.ts';

export const startJourneyView: NodeView<'start_journey'> = {
  icon: 'play',
  group: 'others',
  empty: () => ({ kind: 'start_journey', journey: '', branches: { next: null } }),
  ways: onlyNext,
  words: (node, { journey }) => journey(node.journey),
};
