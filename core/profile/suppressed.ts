import type { Channel } from '#contracts/channel.ts';
import type { SuppressionReason } from '#contracts/consent/consent.ts';
import { addressOn } from '../arbiter/gates/reachability.ts';
import type { ProfileState } from '../state.ts';
import { addressHash } from '../suppression.ts';

/** Why her present address on a channel must not be used, each reason once; none where it may. */
export function suppressionsOn(state: ProfileState, channel: Channel): readonly SuppressionReason[] {
  const held = state.suppressions.filter((entry) => entry.channel === channel);
  if (held.length === 0) return [];
  const address = addressOn(state, channel);
  const hash = address === undefined ? undefined : addressHash(channel, address);
  const standing = held.filter((entry) => entry.address === undefined || entry.address === hash);
  return [...new Set(standing.map(({ reason }) => reason))];
}
