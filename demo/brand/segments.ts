import { gradeTrait } from '#contracts/lead-score.ts';
import { cellsOfGroup } from '#contracts/rfm.ts';
import type { SegmentCondition, SegmentDefinition } from '#contracts/segment.ts';

const ordered = (comparison: 'at_least' | 'at_most', times: number, withinDays?: number): SegmentCondition => ({
  type: 'event',
  match: { event: 'Order Completed', where: [] },
  frequency: { comparison, times, ...(withinDays !== undefined && { withinDays }) },
});

const did = (event: string, withinDays: number): SegmentCondition => ({
  type: 'event',
  match: { event, where: [] },
  frequency: { comparison: 'at_least', times: 1, withinDays },
});

export const demoSegments: readonly SegmentDefinition[] = [
  {
    id: 'active-customers',
    name: 'Active customers',
    description: 'Bought in the last 60 days.',
    condition: ordered('at_least', 1, 60),
  },
  {
    id: 'lapsed-customers',
    name: 'Lapsed customers',
    description: 'Bought once, but not in the last 60 days.',
    condition: { type: 'all', conditions: [ordered('at_least', 1), ordered('at_most', 0, 60)] },
  },
  {
    id: 'loyal-customers',
    name: 'Loyal customers',
    description: 'At least five orders within a year.',
    condition: ordered('at_least', 5, 365),
  },
  {
    id: 'big-spenders',
    name: 'Big spenders',
    description: 'An order of 500 or more within a year.',
    condition: {
      type: 'event',
      match: { event: 'Order Completed', where: [{ name: 'revenue', operator: 'at_least', value: 500 }] },
      frequency: { comparison: 'at_least', times: 1, withinDays: 365 },
    },
  },
  {
    id: 'cart-abandoners',
    name: 'Cart abandoners',
    description: 'Put something into the basket in the last day and bought nothing since.',
    condition: { type: 'all', conditions: [did('Product Added', 1), ordered('at_most', 0, 1)] },
  },
  {
    id: 'mail-readers',
    name: 'Mail readers',
    description: 'Opened a mail in the last 30 days.',
    condition: {
      type: 'engagement',
      kind: 'opened',
      channel: 'email',
      frequency: { comparison: 'at_least', times: 1, withinDays: 30 },
    },
  },
  {
    id: 'abroad',
    name: 'Customers abroad',
    description: 'Known to live outside the United Kingdom.',
    condition: {
      type: 'all',
      conditions: [
        { type: 'trait', test: { name: 'country', operator: 'exists' } },
        { type: 'trait', test: { name: 'country', operator: 'not_equals', value: 'United Kingdom' } },
      ],
    },
  },
];

/** They ask for the scores of the customers, which are known when the history is. */
export const scoredSegments: readonly SegmentDefinition[] = [
  {
    id: 'champions',
    name: 'Champions',
    description: 'Bought lately and often, by the fifths of all customers.',
    condition: { type: 'rfm', cells: [...cellsOfGroup('champions')] },
  },
  {
    id: 'at-risk',
    name: 'At risk',
    description: 'Used to buy often and has not for long.',
    condition: { type: 'rfm', cells: [...cellsOfGroup('at_risk'), ...cellsOfGroup('cannot_lose')] },
  },
  {
    id: 'hot-leads',
    name: 'Hot leads',
    description: 'Lead grade A or B and not a customer yet.',
    condition: {
      type: 'all',
      conditions: [
        { type: 'trait', test: { name: gradeTrait, operator: 'one_of', value: ['A', 'B'] } },
        ordered('at_most', 0),
      ],
    },
  },
  {
    id: 'reads-chinese',
    name: 'Reads Chinese',
    description: 'Gets messages in Chinese.',
    condition: { type: 'language', oneOf: ['zh-Hans', 'zh-Hant'] },
  },
];
