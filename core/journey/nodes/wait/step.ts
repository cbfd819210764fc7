import { minutes } from '../../../duration.ts';
import type { NodeStep, Visit } from '../../node-step.ts';
import { stillWaits } from '../../still-waits.ts';

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
