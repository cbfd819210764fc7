import { type NodeView, onlyNext } from '../node-view.ts';

export const triggerView: NodeView<'trigger'> = {
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
