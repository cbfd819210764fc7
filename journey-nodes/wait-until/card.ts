import { type NodeCard, namedWays } from '#admin/journeys/nodes/node-card.ts';
import { awaitedWords, optionName } from './awaited-words.ts';

export const waitUntilCard: NodeCard<'wait_until'> = {
  icon: 'event',
  group: 'time',
  empty: () => ({
    kind: 'wait_until',
    options: [{ id: 'matched', on: { type: 'event', match: { event: '', where: [] } } }],
    pick: 'first',
    timeoutMinutes: 1_440,
    branches: { matched: null, timeout: null },
  }),
  ways: ({ options }, t) => [
    ...options.map(({ id, on }, index) => ({ branch: id, words: optionName(on, index, options.length, t) })),
    ...namedWays(t, 'timeout'),
  ],
  words: ({ options, timeoutMinutes, pick }, tools) =>
    tools.t('journeys.waitUntilWords', {
      event: options.map(({ on }) => awaitedWords(on, tools)).join(tools.t(`canvas.joint.${pick}`)),
      time: tools.format.duration(timeoutMinutes),
    }),
};
