import { type Channel, channelAddress } from '#contracts/channel.ts';
import type { ProfileState } from '../../state.ts';
import { type Answer, passed, type Question } from './gate.ts';

export function reachabilityGate({ state, channel }: Question): Answer {
  return addressOn(state, channel) === undefined ? { outcome: 'unreachable' } : passed;
}

/** Where the person is reached: the address she gave last. A device token is a trait, never an identity. */
export function addressOn(state: ProfileState, channel: Channel): string | undefined {
  const kind = channelAddress[channel];
  switch (kind) {
    case 'profile':
      return state.profile;
    case 'deviceToken':
      return textTrait(state, kind);
    case 'email':
    case 'phone':
      return state.identities.findLast((identity) => identity.kind === kind)?.value ?? textTrait(state, kind);
  }
}

function textTrait({ traits }: ProfileState, name: string): string | undefined {
  const value = traits[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
