import type { LeafCondition } from '#contracts/segment.ts';
import { companiesOf } from '../../company/memberships.ts';
import { propertyHolds } from '../property-test.ts';
import type { ConditionKind } from './kind.ts';

export const company: ConditionKind<Extract<LeafCondition, { type: 'company' }>> = {
  counters: () => [],
  reads: () => ['companies'],
  holds: ({ companies, where }, { state }) =>
    companiesOf(state).some(
      ({ id, traits }) =>
        (companies === undefined || companies.includes(id)) && where.every((test) => propertyHolds(test, traits)),
    ),
  known: (_, { state }) => companiesOf(state).map(({ id }) => id),
  // The one that she joined first stands first.
  since: (_, { state }) => companiesOf(state)[0]?.since,
};
