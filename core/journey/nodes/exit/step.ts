import type { NodeStep } from '../../node-step.ts';

export function stepExit(): NodeStep<'exit'> {
  return { type: 'end' };
}
