import type { JourneyNodeKind } from '#contracts/journey.ts';
import type { NodeStep, Visit } from '../node-step.ts';
import { stepCondition } from './condition/step.ts';
import { stepExit } from './exit/step.ts';
import { stepMessage } from './message/step.ts';
import { stepTrigger } from './trigger/step.ts';
import { stepWait } from './wait/step.ts';
import { stepWaitUntil } from './wait-until/step.ts';

const steps: { readonly [K in JourneyNodeKind]: (visit: Visit<K>) => NodeStep<K> } = {
  trigger: stepTrigger,
  wait: stepWait,
  wait_until: stepWaitUntil,
  condition: stepCondition,
  message: stepMessage,
  exit: stepExit,
};

export function stepNode<K extends JourneyNodeKind>(kind: K, visit: Visit<K>): NodeStep<K> {
  return steps[kind](visit);
}
