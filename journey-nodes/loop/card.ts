import { type NodeCard, namedWays } from '#admin/journeys/nodes/node-card.ts';

export const loopCard: NodeCard<'loop'> = {
  icon: 'loop',
  group: 'paths',
  empty: () => ({ kind: 'loop', times: 3, branches: { again: null, done: null } }),
  ways: (_, t) => namedWays(t, 'done', 'again'),
  words: ({ times }, { t }) => t('canvas.loopWords', { count: times }),
};
