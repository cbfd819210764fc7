import type { ObservedConflict } from '#components/store/port/identity.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import type { IdentityDecision } from '#core/identity/decide.ts';
import { identityKey } from '#core/identity/known-people.ts';

/** The conflicts of a batch, one for each identity and pair of people of today, with how often they came up. */
export function sumConflicts(
  events: readonly TrackedEvent[],
  decisions: readonly IdentityDecision[],
  current: (profile: ProfileId) => ProfileId,
): readonly ObservedConflict[] {
  const sum = new Map<string, ObservedConflict>();
  decisions.forEach((decision, index) => {
    const event = events[index];
    if (event === undefined) return;
    for (const conflict of decision.conflicts) {
      const [holder, other] = [current(conflict.holder), current(decision.profile)];
      // Joined later in the same batch, by something that proves more.
      if (holder === other && conflict.reason !== 'too_many_values') continue;
      const key = `${identityKey(conflict)}:${holder}:${other}`;
      const times = (sum.get(key)?.times ?? 0) + 1;
      sum.set(key, { ...conflict, holder, other, times, messageId: event.messageId, at: event.receivedAt });
    }
  });
  // In a fixed order, so that two processes that write the same ones do not wait for each other.
  return [...sum].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, conflict]) => conflict);
}
