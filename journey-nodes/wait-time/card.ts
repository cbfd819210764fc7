import { dayRuleWords, timeWords } from '#admin/journeys/fields/calendar-words.ts';
import { type NodeCard, onlyNext } from '#admin/journeys/nodes/node-card.ts';

export const waitTimeCard: NodeCard<'wait_time'> = {
  icon: 'calendar',
  group: 'time',
  empty: () => ({ kind: 'wait_time', days: 1, on: { type: 'any' }, from: '10:00', branches: { next: null } }),
  ways: onlyNext,
  words: (node, tools) =>
    [timeWords(node, tools), dayRuleWords(node.on, tools)].filter(Boolean).join(tools.t('canvas.comma')),
};
