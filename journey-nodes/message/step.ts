import { requestMessage } from '#core/arbiter/request.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';

/** Asks for the message and goes on: whether, where and when it is sent is the arbiter's, and may take until morning. */
export function stepMessage({ work, run, node }: Visit<'message'>): NodeStep<'message'> {
  requestMessage(work, {
    message: node.message,
    journey: run.journey,
    version: run.version,
    run: run.id,
    node: node.id,
    trigger: run.trigger,
    ...(run.variables && { variables: run.variables }),
    ...(run.key !== undefined && { key: run.key }),
    ...(run.round !== undefined && { round: run.round }),
  });
  return { type: 'go', branch: 'next' };
}
