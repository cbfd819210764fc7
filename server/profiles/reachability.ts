import type { Profile } from '#contracts/api/profile.ts';
import { type Channel, channels } from '#contracts/channel.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { addressOn } from '#core/arbiter/gates/reachability.ts';
import type { ProfileState } from '#core/state.ts';

type Reachability = Profile['reachability'][number];

/** Per channel: could marketing reach her at all, and if not, the first thing in the way. Topics are not looked at. */
export function reachabilityOf(state: ProfileState, settings: WorkspaceSettings): Reachability[] {
  return channels.map((channel) => {
    const address = addressOn(state, channel);
    const reason = obstacle(state, settings, channel, address);
    return {
      channel,
      reachable: reason === undefined,
      ...(address !== undefined && { address }),
      ...(reason !== undefined && { reason }),
    };
  });
}

function obstacle(
  state: ProfileState,
  settings: WorkspaceSettings,
  channel: Channel,
  address: string | undefined,
): Reachability['reason'] {
  if (!settings.enabledChannels.includes(channel)) return 'channel_off';
  if (address === undefined) return 'unreachable';
  if (state.suppressions.some((suppression) => suppression.channel === channel)) return 'suppressed';
  const spoken = state.consents.filter((consent) => consent.channel === channel);
  const whole = spoken.find(({ topic }) => topic === undefined);
  const granted = spoken.filter(({ status }) => status === 'granted');
  if (whole?.status === 'denied' && !granted.some(({ at }) => at > whole.at)) return 'no_consent';
  return settings.optInChannels.includes(channel) && granted.length === 0 ? 'no_consent' : undefined;
}
