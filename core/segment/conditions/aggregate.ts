import type { LeafCondition } from '#contracts/segment.ts';
import { type Amount, comparing } from './amount.ts';

type AggregateCondition = Extract<LeafCondition, { type: 'aggregate' }>;

export function aggregateAmount(condition: AggregateCondition): Amount {
  const { match, property, aggregation, comparison, number, window } = condition;
  const measure = { of: aggregation === 'distinct_count' ? 'text' : 'property', property } as const;
  return { aggregation, comparison, number, window, of: [{ counted: { source: 'event', match }, measure, sign: 1 }] };
}

export const aggregate = comparing<AggregateCondition>(aggregateAmount);
