import { conditionHolds } from '../../../segment/holds.ts';
import type { NodeStep, Visit } from '../../node-step.ts';

/** Looked at when she arrives, on what is known by then; what started the run is already counted. */
export function stepCondition({ work, node }: Visit<'condition'>): NodeStep<'condition'> {
  const holds = conditionHolds(work.release.segments, node.condition, work.state, work.now);
  return { type: 'go', branch: holds ? 'yes' : 'no' };
}
