import type { LeafCondition } from '#contracts/segment.ts';
import { shareOf } from '../random-share.ts';
import type { ConditionKind } from './kind.ts';

export const random: ConditionKind<Extract<LeafCondition, { type: 'random' }>> = {
  counters: () => [],
  reads: () => ['profile'],
  holds: ({ share, salt }, { state }) => shareOf(state.profile, salt) < Math.round(share * 100),
};
