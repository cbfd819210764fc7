import type { NodeCard } from '#admin/journeys/nodes/node-card.ts';

export const exitCard: NodeCard<'exit'> = {
  icon: 'exit',
  group: 'end',
  empty: () => ({ kind: 'exit', branches: {} }),
  ways: () => [],
  words: (_, { t }) => t('journeys.exitWords'),
};
