import type { NodeStep } from '#core/journey/node-step.ts';

export function stepExit(): NodeStep<'exit'> {
  return { type: 'end' };
}
