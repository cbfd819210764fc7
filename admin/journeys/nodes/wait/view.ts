import { type NodeView, onlyNext } from '../node-view.ts';

export const waitView: NodeView<'wait'> = {
  icon: 'clock',
  group: 'time',
  empty: () => ({ kind: 'wait', minutes: 1_440, branches: { next: null } }),
  ways: onlyNext,
  words: ({ minutes }, { format }) => format.duration(minutes),
};
