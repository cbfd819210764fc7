import { minutes } from '../../../duration.ts';
import type { NodeStep, Visit } from '../../node-step.ts';

export function stepWait({ work, run, node, cause }: Visit<'wait'>): NodeStep<'wait'> {
  switch (cause.type) {
    case 'arrived':
      return { type: 'wait', dueAt: work.now + minutes(node.minutes) };
    case 'due':
      return { type: 'go', branch: 'next' };
    case 'happening':
      return run.dueAt === undefined ? { type: 'wait' } : { type: 'wait', dueAt: run.dueAt };
  }
}
