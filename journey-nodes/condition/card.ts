import type { NodeCard } from '#admin/journeys/nodes/node-card.ts';
import { caseName } from './case-name.ts';

export const conditionCard: NodeCard<'condition'> = {
  icon: 'branch',
  group: 'paths',
  empty: () => ({
    kind: 'condition',
    cases: [{ id: 'yes', condition: { type: 'all', conditions: [] } }],
    branches: { yes: null, no: null },
  }),
  ways: ({ cases }, t) => [
    ...cases.map(({ id, name }, index) => ({ branch: id, words: name || caseName(index, cases.length, t) })),
    { branch: 'no', words: t(cases.length > 1 ? 'canvas.otherwise' : 'branch.no') },
  ],
  words: ({ cases }, { condition, t }) => {
    const [only] = cases;
    return cases.length === 1 && only ? condition(only.condition) : t('canvas.casesWords', { count: cases.length });
  },
};
