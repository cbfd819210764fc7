import { type Channel, channels } from '#contracts/channel.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import { days } from '../duration.ts';
import type { ProfileState } from '../state.ts';

/** Activity older than this says nothing about where she is now. */
const activeFor = days(30);

/** The channels that the message has words for, in the marketer's order; those not named there come last. */
export function candidateChannels(message: MessageDefinition): Channel[] {
  const ordered = new Set([...message.channelOrder, ...channels]);
  return [...ordered].filter((channel) => message.variants[channel] !== undefined);
}

/** Of the channels that passed (in the marketer's order): where she was active last, else the first. */
export function chooseChannel(state: ProfileState, passed: readonly Channel[], now: Instant): Channel | undefined {
  const lastActive = (channel: Channel): Instant => {
    const at = state.activity[channel] ?? 0;
    return at > now - activeFor ? at : 0;
  };
  return [...passed].sort((a, b) => lastActive(b) - lastActive(a))[0];
}
