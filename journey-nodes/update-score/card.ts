import { type NodeCard, onlyNext } from '#admin/journeys/nodes/node-card.ts';

export const updateScoreCard: NodeCard<'update_score'> = {
  icon: 'gauge',
  group: 'person',
  empty: () => ({ kind: 'update_score', points: 10, branches: { next: null } }),
  ways: onlyNext,
  words: ({ points }, { t, format }) =>
    t('nodeForm.scoreWords', {
      count: Math.abs(points),
      points: `${points < 0 ? '−' : '+'}${format.number(Math.abs(points))}`,
    }),
};
