import type { Channel } from '#contracts/channel.ts';
import { type ConsentSettings, defaultConsentSettings } from '#contracts/consent/consent-settings.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { ConsentRule, ConsentTopic } from '#contracts/topic.ts';

export interface EffectiveRule {
  readonly optIn: boolean;
  readonly doubleOptIn: boolean;
  /** Null: a yes never lapses. */
  readonly lapsesAfterDays: number | null;
}

/** Of a workspace's settings what consent goes by. */
export type RuledConsent = Pick<WorkspaceSettings, 'consent' | 'topics' | 'optInChannels'>;

/** Asked for every consent of every person with every event; settings never change in place. */
const kept = new WeakMap<RuledConsent, Map<string, EffectiveRule>>();

/** What holds on a channel for a topic, or for the whole channel. */
export function consentRuleOf(settings: RuledConsent, channel: Channel, topic: string | undefined): EffectiveRule {
  const rules = kept.get(settings) ?? new Map<string, EffectiveRule>();
  kept.set(settings, rules);
  const key = `${channel}:${topic ?? ''}`;
  const known = rules.get(key);
  if (known) return known;
  const rule = makeRule(settings, channel, topic);
  // Senders can make up topics.
  if (rules.size < 2_000) rules.set(key, rule);
  return rule;
}

export function consentSettingsOf({ consent }: RuledConsent): ConsentSettings {
  return consent ?? defaultConsentSettings;
}

function makeRule(settings: RuledConsent, channel: Channel, topic: string | undefined): EffectiveRule {
  const ofChannel = consentSettingsOf(settings).channels[channel];
  const ofTopic: ConsentRule | undefined = settings.topics.find(({ id }) => id === topic)?.channels?.[channel];
  const doubleOptIn =
    canConfirm(channel) &&
    (topic === undefined
      ? ofChannel?.doubleOptIn === true || settings.topics.some((one) => asksToConfirm(one, channel))
      : (ofTopic?.doubleOptIn ?? ofChannel?.doubleOptIn ?? false));
  const basis = ofTopic?.basis ?? (settings.optInChannels.includes(channel) ? 'opt_in' : 'opt_out');
  return {
    doubleOptIn,
    optIn: doubleOptIn || basis === 'opt_in',
    lapsesAfterDays:
      ofTopic?.lapsesAfterDays === undefined ? (ofChannel?.lapsesAfterDays ?? null) : ofTopic.lapsesAfterDays,
  };
}

/** A yes to a whole channel is also one to this topic, so it must be as good. */
function asksToConfirm({ channels, archived }: ConsentTopic, channel: Channel): boolean {
  return archived !== true && channels?.[channel]?.doubleOptIn === true;
}

/** An app's token and a webhook prove themselves; an address that was typed in may be anybody's. */
function canConfirm(channel: Channel): boolean {
  return channel === 'email' || channel === 'sms';
}
