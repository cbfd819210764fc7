import { type NodeView, onlyNext } from '../node-view.ts';

export const goalView: NodeView<'goal'> = {
  icon: 'flag',
  group: 'end',
  empty: () => ({ kind: 'goal', name: '', branches: { next: null } }),
  ways: onlyNext,
  words: ({ name }) => name || '…',
};
