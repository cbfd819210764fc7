import { dateWords } from '#admin/journeys/fields/calendar-words.ts';
import { type NodeCard, namedWays } from '#admin/journeys/nodes/node-card.ts';

export const waitDateCard: NodeCard<'wait_date'> = {
  icon: 'calendar',
  group: 'time',
  empty: () => ({
    kind: 'wait_date',
    date: { from: 'trait', trait: '' },
    repeat: 'once',
    calendar: 'solar',
    offsetDays: 0,
    time: '10:00',
    branches: { next: null, past: null, missing: null },
  }),
  ways: (_, t) => namedWays(t, 'next', 'past', 'missing'),
  words: (node, tools) => dateWords(tools.value(node.date), node, tools),
};
