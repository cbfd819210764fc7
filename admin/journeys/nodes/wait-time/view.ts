import { dayRuleWords, timeWords } from '../../fields/calendar-words.ts';
import { type NodeView, onlyNext } from '../node-view.ts';

export const waitTimeView: NodeView<'wait_time'> = {
  icon: 'calendar',
  group: 'time',
  empty: () => ({ kind: 'wait_time', days: 1, on: { type: 'any' }, from: '10:00', branches: { next: null } }),
  ways: onlyNext,
  words: (node, tools) =>
    [timeWords(node, tools), dayRuleWords(node.on, tools)].filter(Boolean).join(tools.t('canvas.comma')),
};
