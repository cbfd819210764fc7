import { Counter, type Registry } from 'prom-client';
import type { ObservedConflict } from '#components/store/port/identity.ts';

/** Counts identities that were not joined, by reason: a rise of `too_many_merges` or `shared_value` is a sender run wild. */
export function countConflicts(registry: Registry): (conflicts: readonly ObservedConflict[]) => void {
  const counter = new Counter({
    name: 'throughline_identity_conflicts_total',
    help: 'Identities that an event named and that were not joined with its person.',
    labelNames: ['reason'] as const,
    registers: [registry],
  });
  return (conflicts) => {
    for (const { reason, times } of conflicts) counter.inc({ reason }, times);
  };
}
