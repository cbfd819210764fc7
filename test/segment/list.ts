import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { LeafCondition } from '#contracts/segment.ts';
import type { TestedKind } from './kind.ts';
import { personId } from './origin.ts';
import { toldOf } from './told.ts';

export const list: TestedKind<Extract<LeafCondition, { type: 'list' }>> = {
  arbitrary: fc.constantFrom('l1', 'l2').map((id) => ({ type: 'list' as const, list: id })),
  label: () => 'on it',
  holds: (condition, history) => Object.keys(toldOf(history).lists ?? {}).includes(condition.list),
  edges: () => [],
};

export const random: TestedKind<Extract<LeafCondition, { type: 'random' }>> = {
  arbitrary: fc
    .record({
      share: fc.oneof(
        fc.constantFrom(0, 0.01, 50, 99.99, 100),
        fc.integer({ min: 0, max: 10_000 }).map((share) => share / 100),
      ),
      salt: fc.constantFrom('a', 'b', '盐'),
    })
    .map((asked) => ({ type: 'random' as const, ...asked })),
  label: () => 'share',
  holds: ({ share, salt }) => {
    const digest = createHash('sha256').update(`${salt}:${personId}`).digest();
    return (digest.readUInt32BE(0) % 10_000) / 100 < share;
  },
  edges: () => [],
};
