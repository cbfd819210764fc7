import fc from 'fast-check';
import type { LeafCondition } from '#contracts/segment.ts';
import { kindsDrawn } from './entry.ts';
import { countingReference, frequencies } from './frequency.ts';
import type { TestedKind } from './kind.ts';

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });

export const engagement: TestedKind<Extract<LeafCondition, { type: 'engagement' }>> = {
  arbitrary: fc
    .record({
      kind: fc.constantFrom(...kindsDrawn),
      channel: optional(fc.constantFrom('email', 'sms')),
      message: optional(fc.constantFrom('m1', 'm2')),
      frequency: frequencies,
    })
    .map(({ kind, channel, message, frequency }) => ({
      type: 'engagement' as const,
      kind,
      frequency,
      ...(channel !== undefined && { channel }),
      ...(message !== undefined && { message }),
    })),
  ...countingReference(
    ({ kind, channel, message }, entry) =>
      entry.type === 'engagement' &&
      entry.kind === kind &&
      (channel === undefined || entry.channel === channel) &&
      (message === undefined || entry.message === message),
  ),
};
