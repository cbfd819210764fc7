import type { NodeView } from '../node-view.ts';

export const exitView: NodeView<'exit'> = {
  icon: 'exit',
  group: 'end',
  empty: () => ({ kind: 'exit', branches: {} }),
  ways: () => [],
  words: (_, { t }) => t('journeys.exitWords'),
};
