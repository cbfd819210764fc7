import { days } from '#core/duration.ts';
import { ask } from '#core/journey/ask.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';
import { stillWaits } from '#core/journey/still-waits.ts';

/** Where no answer comes for so long, she goes on without one. A code that comes later stays hers and unused. */
const patience = days(1);

/** The pool is asked once for each run and node, under an id by which a repeat gets the same code. */
export function stepGiveCoupon({ work, run, node, cause }: Visit<'give_coupon'>): NodeStep<'give_coupon'> {
  switch (cause.type) {
    case 'arrived': {
      const asked = ask(work, run, node.id, { kind: 'coupon', pool: node.pool });
      return { type: 'wait', dueAt: work.now + patience, keep: { asked } };
    }
    case 'answered': {
      const { code } = cause.values;
      if (cause.outcome !== 'given' || code === undefined) return { type: 'go', branch: 'none' };
      return { type: 'go', branch: 'given', variables: { [node.variable]: code }, payload: { code } };
    }
    case 'due':
      return { type: 'go', branch: 'none' };
    default:
      return stillWaits(run);
  }
}
