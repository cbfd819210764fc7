import { type NodeView, onlyNext } from '../node-view.ts';

export const stopJourneyView: NodeView<'stop_journey'> = {
  icon: 'stop',
  group: 'others',
  empty: () => ({ kind: 'stop_journey', journey: '', branches: { next: null } }),
  ways: onlyNext,
  words: (node, { journey }) => journey(node.journey),
};
