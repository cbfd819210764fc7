import { minutes } from '../../../duration.ts';
import { eventMatches } from '../../../segment/event-match.ts';
import type { NodeStep, Visit } from '../../node-step.ts';

/**
 * The first wins, event or timeout. An event that happened before the timeout wins also when it reaches us after it, as
 * long as the timeout was not acted on.
 */
export function stepWaitUntil({ work, run, node, cause }: Visit<'wait_until'>): NodeStep<'wait_until'> {
  const dueAt = run.dueAt ?? work.now + minutes(node.timeoutMinutes);
  switch (cause.type) {
    case 'arrived':
      return { type: 'wait', dueAt };
    case 'due':
      return { type: 'go', branch: 'timeout' };
    case 'happening': {
      const inTime = cause.happening.at <= dueAt || work.now < dueAt;
      const matched = inTime && eventMatches(node.match, cause.happening);
      return matched ? { type: 'go', branch: 'matched' } : { type: 'wait', dueAt };
    }
  }
}
