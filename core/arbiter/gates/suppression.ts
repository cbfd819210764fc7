import { suppressionsOn } from '../../profile/suppressed.ts';
import { type Answer, passed, type Question } from './gate.ts';

/** Holds for transactional messages too: the address does not work, or using it again costs the sender's reputation. */
export function suppressionGate({ state, channel }: Question): Answer {
  return suppressionsOn(state, channel).length > 0 ? { outcome: 'suppressed' } : passed;
}
