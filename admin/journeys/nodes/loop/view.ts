import { type NodeView, namedWays } from '../node-view.ts';

export const loopView: NodeView<'loop'> = {
  icon: 'loop',
  group: 'paths',
  empty: () => ({ kind: 'loop', times: 3, branches: { again: null, done: null } }),
  ways: (_, t) => namedWays(t, 'done', 'again'),
  words: ({ times }, { t }) => t('canvas.loopWords', { count: times }),
};
