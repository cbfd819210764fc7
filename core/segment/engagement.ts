import type { Channel } from '#contracts/channel.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { EngagementKind, Happening } from '../work.ts';

/** What a person did with a message (or, for `sent`, that it was handed over to its channel), as a happening. */
export function engagementHappening(
  kind: EngagementKind,
  of: { readonly channel: Channel; readonly message: string; readonly journey: string; readonly at: Instant },
): Happening {
  const { at, ...properties } = of;
  return { name: `Message ${kind}`, engagement: kind, properties, at };
}
