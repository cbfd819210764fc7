import type { Channel } from '#contracts/channel.ts';
import type { Consent, ProfileState } from '../../state.ts';
import { type Answer, passed, type Question } from './gate.ts';

/**
 * A no to the topic stands until the topic itself is granted again. A no to the whole channel stands until the channel,
 * or later the topic, is granted. Where marketing needs an explicit yes, either of the two gives it. Transactional
 * messages are part of what the person ordered and need no consent.
 */
export function consentGate({ state, settings, message, channel }: Question): Answer {
  if (message.purpose === 'transactional') {
    return passed;
  }
  const forTopic = newestWord(state, channel, message.topic);
  if (forTopic?.status === 'denied') {
    return { outcome: 'topic_denied' };
  }
  const forChannel = newestWord(state, channel, undefined);
  if (forChannel?.status === 'denied' && !(forTopic && forTopic.at > forChannel.at)) {
    return { outcome: 'no_consent' };
  }
  const explicit = forTopic !== undefined || forChannel?.status === 'granted';
  return explicit || !settings.optInChannels.includes(channel) ? passed : { outcome: 'no_consent' };
}

/** Of two words of the same moment the no counts. */
function newestWord({ consents }: ProfileState, channel: Channel, topic: string | undefined): Consent | undefined {
  let newest: Consent | undefined;
  for (const consent of consents) {
    if (consent.channel !== channel || consent.topic !== topic) {
      continue;
    }
    const isNewer = !newest || consent.at > newest.at || (consent.at === newest.at && consent.status === 'denied');
    newest = isNewer ? consent : newest;
  }
  return newest;
}
