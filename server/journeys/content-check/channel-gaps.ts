import type { ChannelGap } from '#contracts/api/journey-content.ts';
import { type Channel, channels } from '#contracts/channel.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';

/** People for whom a condition holds now; where there are many, from a sample. */
export type CountPeople = (condition: SegmentCondition) => Promise<Pick<ChannelGap, 'people' | 'exact'>>;

interface Draft {
  readonly definition: JourneyDefinition;
  readonly messages: ReadonlyMap<string, MessageDefinition>;
  readonly settings: Pick<WorkspaceSettings, 'enabledChannels'>;
  /** Of the published ones: nobody is in another. */
  readonly segments: ReadonlySet<string>;
}

const everybody: SegmentCondition = { type: 'all', conditions: [] };

/**
 * Channels in which a marketing message of the draft says nothing, although people of its audience can be reached there and
 * by none of the channels that it has a variant for: those get nothing. Steps with the same message are told each.
 */
export async function channelGaps(count: CountPeople, draft: Draft): Promise<readonly ChannelGap[]> {
  const { definition, messages, settings } = draft;
  const audience = audienceOf(draft);
  const gaps: ChannelGap[] = [];
  const counted = new Map<string, Awaited<ReturnType<CountPeople>>>();
  for (const node of definition.nodes) {
    const message = node.kind === 'message' ? messages.get(node.message) : undefined;
    if (message === undefined || message.purpose !== 'marketing') continue;
    const own = channels.filter((channel) => message.variants[channel] !== undefined);
    // A webhook reaches a machine; that a person could not be told of is none of its gaps.
    const missing = settings.enabledChannels.filter((channel) => channel !== 'webhook' && !own.includes(channel));
    if (own.length === 0) continue;
    for (const channel of missing) {
      const key = `${message.id} ${channel}`;
      const found = counted.get(key) ?? (await count(onlyReachedOn(channel, own, message, audience)));
      counted.set(key, found);
      if (found.people === 0) continue;
      gaps.push({ node: node.id, message: message.id, messageName: message.name, channel, ...found });
    }
  }
  return gaps;
}

function onlyReachedOn(
  channel: Channel,
  own: readonly Channel[],
  { topic }: MessageDefinition,
  audience: SegmentCondition,
): SegmentCondition {
  const reached = (on: Channel): SegmentCondition => ({
    type: 'reachable',
    channel: on,
    ...(topic !== undefined && { topic }),
  });
  return {
    type: 'all',
    conditions: [audience, reached(channel), { type: 'not', condition: { type: 'any', conditions: own.map(reached) } }],
  };
}

/** Who would enter, as far as it is known of people who are here already. */
function audienceOf({ definition, segments }: Draft): SegmentCondition {
  const trigger = definition.nodes.find((node) => node.kind === 'trigger')?.trigger;
  switch (trigger?.type) {
    case 'event':
      return { type: 'event', match: trigger.match, frequency: { comparison: 'at_least', times: 1 } };
    case 'segment':
      return segments.has(trigger.segment) ? { type: 'segment', segment: trigger.segment } : everybody;
    case 'schedule':
      return trigger.segment !== null && segments.has(trigger.segment)
        ? { type: 'segment', segment: trigger.segment }
        : everybody;
    default:
      return everybody;
  }
}
