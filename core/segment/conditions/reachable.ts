import { channelAddress } from '#contracts/channel.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ReachabilityObstacle } from '#contracts/segment/consent.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { consentAnswer } from '../../arbiter/gates/consent.ts';
import { addressOn } from '../../arbiter/gates/reachability.ts';
import { suppressionsOn } from '../../profile/suppressed.ts';
import type { StatePart } from '../changed-parts.ts';
import type { SegmentSettings } from '../segment-settings.ts';
import type { ConditionKind, Person } from './kind.ts';

type ReachableCondition = Extract<LeafCondition, { type: 'reachable' }>;

/** The topics of which one must be let through. */
export function topicsAsked({ topic }: ReachableCondition, { topics }: SegmentSettings): readonly string[] {
  return topic === undefined ? topics.filter(({ archived }) => archived !== true).map(({ id }) => id) : [topic];
}

/** The first gate that a marketing message would not pass. */
function obstacleTo(
  condition: ReachableCondition,
  { compiled: { settings }, state }: Person,
  now: Instant,
): ReachabilityObstacle | undefined {
  const { channel } = condition;
  if (!settings.enabledChannels.includes(channel)) return 'channel_off';
  if (state.restricted !== undefined) return 'restricted';
  if (addressOn(state, channel) === undefined) return 'no_address';
  if (suppressionsOn(state, channel).length > 0) return 'suppressed';
  if (state.doNotContact !== undefined) return 'do_not_contact';
  if (state.pausedUntil !== undefined && state.pausedUntil > now) return 'paused';
  const passes = topicsAsked(condition, settings).some(
    (topic) => consentAnswer(state, settings, channel, topic, ({ status }) => status).outcome === 'passed',
  );
  return passes ? undefined : 'no_consent';
}

/** What the arbiter's gates say of any marketing message, but for what passes with the day: caps and quiet hours. */
export const reachable: ConditionKind<ReachableCondition> = {
  counters: () => [],
  reads: ({ channel }) => {
    const address: StatePart = channel === 'webhook' ? 'profile' : `trait ${channelAddress[channel]}`;
    return [address, 'identities', 'consents', 'suppressions', 'doNotContact', 'pausedUntil', 'restricted'];
  },
  settings: () => ['enabledChannels', 'optInChannels', 'topics', 'consent'],
  holds: (condition, person, now) => obstacleTo(condition, person, now) === undefined,
  nextFlip: (_, { state: { pausedUntil } }, now) =>
    pausedUntil !== undefined && pausedUntil > now ? pausedUntil : undefined,
  known: (condition, person, now) => obstacleTo(condition, person, now),
};
