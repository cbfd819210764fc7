import { type Answer, passed, type Question } from './gate.ts';

/** Nothing at all is sent, whatever its purpose: sending is processing. */
export function restrictionGate({ state }: Question): Answer {
  return state.restricted === undefined ? passed : { outcome: 'restricted' };
}
