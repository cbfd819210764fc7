import { type NodeView, onlyNext } from '../node-view.ts';

export const messageView: NodeView<'message'> = {
  icon: 'messages',
  group: 'talk',
  empty: () => ({ kind: 'message', message: '', branches: { next: null } }),
  ways: onlyNext,
  words: (node, { message }) => message(node.message),
};
