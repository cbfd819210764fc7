import { minutes } from '#core/duration.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';
import { stillWaits } from '#core/journey/still-waits.ts';

export function stepWait({ run, node, cause }: Visit<'wait'>): NodeStep<'wait'> {
  switch (cause.type) {
    case 'arrived':
    case 'moved':
      return { type: 'wait', dueAt: run.arrivedAt + minutes(node.minutes) };
    case 'due':
      return { type: 'go', branch: 'next' };
    default:
      return stillWaits(run);
  }
}
