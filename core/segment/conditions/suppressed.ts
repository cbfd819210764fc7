import { channelAddress } from '#contracts/channel.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { suppressionsOn } from '../../profile/suppressed.ts';
import type { ConditionKind } from './kind.ts';

export const suppressed: ConditionKind<Extract<LeafCondition, { type: 'suppressed' }>> = {
  counters: () => [],
  reads: ({ channel }) => ['suppressions', 'identities', `trait ${channelAddress[channel]}`],
  holds: ({ channel, reason }, { state }) => {
    const reasons = suppressionsOn(state, channel);
    return reason === undefined ? reasons.length > 0 : reasons.includes(reason);
  },
  known: ({ channel }, { state }) => [...suppressionsOn(state, channel)],
};
