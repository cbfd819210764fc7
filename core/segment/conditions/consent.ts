import type { LeafCondition } from '#contracts/segment.ts';
import { newestWord } from '../../profile/consent/consent-standing.ts';
import type { ConditionKind } from './kind.ts';

/**
 * A word stands as her document has it. What ends by itself is written there by a timer of its own
 * (core/profile/consent/consent-timer.ts), so that this needs none.
 */
export const consent: ConditionKind<Extract<LeafCondition, { type: 'consent' }>> = {
  counters: () => [],
  reads: () => ['consents'],
  holds: ({ channel, topic, status }, { state }) => (newestWord(state, channel, topic)?.status ?? 'none') === status,
  known: ({ channel, topic }, { state }) => newestWord(state, channel, topic)?.status ?? 'none',
  since: ({ channel, topic }, { state }) => newestWord(state, channel, topic)?.at,
};
