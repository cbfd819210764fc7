import { type NodeCard, onlyNext } from '#admin/journeys/nodes/node-card.ts';

export const waitCard: NodeCard<'wait'> = {
  icon: 'clock',
  group: 'time',
  empty: () => ({ kind: 'wait', minutes: 1_440, branches: { next: null } }),
  ways: onlyNext,
  words: ({ minutes }, { format }) => format.duration(minutes),
};
