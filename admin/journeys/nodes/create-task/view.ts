import { type NodeView, onlyNext } from '../node-view.ts';

export const createTaskView: NodeView<'create_task'> = {
  icon: 'task',
  group: 'others',
  empty: () => ({ kind: 'create_task', title: '', note: '', dueDays: 1, branches: { next: null } }),
  ways: onlyNext,
  words: ({ title, assignee }) => [title || '…', assignee].filter(Boolean).join(' · '),
};
