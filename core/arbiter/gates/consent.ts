import type { Channel } from '#contracts/channel.ts';
import type { ConsentStanding } from '#contracts/consent/consent.ts';
import { consentRuleOf, type RuledConsent } from '../../profile/consent/consent-rule.ts';
import { newestWord, standingOf } from '../../profile/consent/consent-standing.ts';
import type { Consent, ProfileState } from '../../state.ts';
import { type Answer, passed, type Question } from './gate.ts';

/**
 * A no to the topic stands until the topic itself is granted again. A no to the whole channel stands until the channel,
 * or later the topic, is granted. A yes that she has not confirmed, or that has lapsed, is none; a later yes to the whole
 * channel makes up for it. Where marketing needs an explicit yes, either of the two gives it. Transactional messages are
 * part of what the person ordered and need no consent.
 */
export function consentGate({ state, settings, message, channel, now }: Question): Answer {
  if (message.purpose === 'transactional') return passed;
  const { topic } = message;
  return consentAnswer(state, settings, channel, topic, (word) => standingOf(word, state, settings, now, topic));
}

/** What her words say of marketing of a topic, given where each of them stands. */
export function consentAnswer(
  state: Pick<ProfileState, 'consents'>,
  settings: RuledConsent,
  channel: Channel,
  topic: string,
  standingOfWord: (word: Consent) => ConsentStanding,
): Answer {
  const standing = (word: Consent | undefined) => word && standingOfWord(word);
  const forTopic = newestWord(state, channel, topic);
  const forChannel = newestWord(state, channel, undefined);
  const [ofTopic, ofChannel] = [standing(forTopic), standing(forChannel)];
  if (ofTopic === 'denied') return { outcome: 'topic_denied' };
  if (ofChannel === 'denied' && !(forTopic && forChannel && forTopic.at > forChannel.at)) {
    return { outcome: 'no_consent' };
  }
  const isCovered = ofChannel === 'granted' && forTopic && forChannel && forChannel.at >= forTopic.at;
  const open = ofTopic === undefined ? ofChannel : isCovered ? 'granted' : ofTopic;
  if (open === 'granted') return passed;
  if (open === 'pending') return { outcome: 'double_opt_in_pending' };
  if (open === 'lapsed') return { outcome: 'consent_lapsed' };
  return consentRuleOf(settings, channel, topic).optIn ? { outcome: 'no_consent' } : passed;
}
