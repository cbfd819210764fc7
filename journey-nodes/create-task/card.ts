import { type NodeCard, onlyNext } from '#admin/journeys/nodes/node-card.ts';

export const createTaskCard: NodeCard<'create_task'> = {
  icon: 'task',
  group: 'others',
  empty: () => ({ kind: 'create_task', title: '', note: '', dueDays: 1, branches: { next: null } }),
  ways: onlyNext,
  words: ({ title, assignee }) => [title || '…', assignee].filter(Boolean).join(' · '),
};
