import { type NodeCard, onlyNext } from '#admin/journeys/nodes/node-card.ts';

export const triggerCard: NodeCard<'trigger'> = {
  icon: 'bolt',
  group: null,
  empty: () => ({
    kind: 'trigger',
    trigger: { type: 'event', match: { event: '', where: [] } },
    branches: { next: null },
  }),
  ways: onlyNext,
  words: ({ trigger }, { entry }) => entry(trigger),
};
