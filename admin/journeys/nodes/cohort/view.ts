import { type NodeView, namedWays } from '../node-view.ts';

export const cohortView: NodeView<'cohort'> = {
  icon: 'dice',
  group: 'paths',
  empty: () => ({ kind: 'cohort', percent: 50, branches: { in: null, out: null } }),
  ways: (_, t) => namedWays(t, 'in', 'out'),
  words: ({ percent }, { t, format }) => t('canvas.cohortWords', { share: format.percent(percent / 100) }),
};
