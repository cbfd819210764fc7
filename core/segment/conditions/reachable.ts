import { channelAddress } from '#contracts/channel.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { consentAnswer } from '../../arbiter/gates/consent.ts';
import { addressOn } from '../../arbiter/gates/reachability.ts';
import { suppressionsOn } from '../../profile/suppressed.ts';
import type { StatePart } from '../changed-parts.ts';
import type { SegmentSettings } from '../segment-settings.ts';
import type { ConditionKind } from './kind.ts';

type ReachableCondition = Extract<LeafCondition, { type: 'reachable' }>;

/** The topics of which one must be let through. */
export function topicsAsked({ topic }: ReachableCondition, { topics }: SegmentSettings): readonly string[] {
  return topic === undefined ? topics.filter(({ archived }) => archived !== true).map(({ id }) => id) : [topic];
}

/** What the arbiter's gates say of any marketing message, but for what passes with the day: caps and quiet hours. */
export const reachable: ConditionKind<ReachableCondition> = {
  counters: () => [],
  reads: ({ channel }) => {
    const address: StatePart = channel === 'webhook' ? 'profile' : `trait ${channelAddress[channel]}`;
    return [address, 'identities', 'consents', 'suppressions', 'doNotContact', 'pausedUntil', 'restricted'];
  },
  settings: () => ['enabledChannels', 'optInChannels', 'topics', 'consent'],
  holds: (condition, { compiled: { settings }, state }, now) => {
    const { channel } = condition;
    if (!settings.enabledChannels.includes(channel) || state.restricted !== undefined) return false;
    if (addressOn(state, channel) === undefined || suppressionsOn(state, channel).length > 0) return false;
    if (state.doNotContact !== undefined || (state.pausedUntil !== undefined && state.pausedUntil > now)) return false;
    return topicsAsked(condition, settings).some(
      (topic) => consentAnswer(state, settings, channel, topic, ({ status }) => status).outcome === 'passed',
    );
  },
  nextFlip: (_, { state: { pausedUntil } }, now) =>
    pausedUntil !== undefined && pausedUntil > now ? pausedUntil : undefined,
};
