import { type Answer, passed, type Question } from './gate.ts';

/** The message has words for the channel, the workspace uses it, and it did not fail before. */
export function channelGate({ message, channel, settings, failed }: Question): Answer {
  if (!message.variants[channel]) {
    return { outcome: 'no_variant' };
  }
  if (!settings.enabledChannels.includes(channel)) {
    return { outcome: 'channel_off' };
  }
  return failed.includes(channel) ? { outcome: 'provider_refused' } : passed;
}
