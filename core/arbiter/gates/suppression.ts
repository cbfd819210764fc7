import { addressHash } from '../../suppression.ts';
import { type Answer, passed, type Question } from './gate.ts';
import { addressOn } from './reachability.ts';

/** Holds for transactional messages too: the address does not work, or using it again costs the sender's reputation. */
export function suppressionGate({ state, channel }: Question): Answer {
  const held = state.suppressions.filter((entry) => entry.channel === channel);
  if (held.length === 0) return passed;
  const address = addressOn(state, channel);
  const hash = address === undefined ? undefined : addressHash(channel, address);
  return held.some((entry) => entry.address === undefined || entry.address === hash)
    ? { outcome: 'suppressed' }
    : passed;
}
