import type { Channel } from '#contracts/channel.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { days } from '../duration.ts';
import type { ProfileState } from '../state.ts';

/** What she did halves its weight in so many days. */
const halfLife = days(60);

/** A click tells more than an opening, which mail readers also fake. */
const weights = { opened: 1, clicked: 3 } as const;

/**
 * The channel in which she responds most to what was sent to her, the newer the more; undefined where she never did. Of two
 * alike the one where she was active last.
 */
export function preferredChannel({ sends, activity }: Pick<ProfileState, 'sends' | 'activity'>, now: Instant) {
  const scores = new Map<Channel, number>();
  const add = (channel: Channel, at: Instant | undefined, weight: number) => {
    if (at === undefined) return;
    scores.set(channel, (scores.get(channel) ?? 0) + weight * 2 ** (-(now - at) / halfLife));
  };
  for (const { channel, openedAt, clickedAt } of sends) {
    add(channel, openedAt, weights.opened);
    add(channel, clickedAt, weights.clicked);
  }
  const [best] = [...scores].sort(
    ([one, more], [other, most]) => most - more || (activity[other] ?? 0) - (activity[one] ?? 0),
  );
  return best?.[0];
}
