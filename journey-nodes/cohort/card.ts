import { type NodeCard, namedWays } from '#admin/journeys/nodes/node-card.ts';

export const cohortCard: NodeCard<'cohort'> = {
  icon: 'dice',
  group: 'paths',
  empty: () => ({ kind: 'cohort', percent: 50, branches: { in: null, out: null } }),
  ways: (_, t) => namedWays(t, 'in', 'out'),
  words: ({ percent }, { t, format }) => t('canvas.cohortWords', { share: format.percent(percent / 100) }),
};
