import type { LeafCondition } from '#contracts/segment.ts';
import type { Parameters } from '../parameters.ts';

/** core/segment/random-share.ts: the first four bytes of a digest, the highest first. */
export function randomSql({ share, salt }: Extract<LeafCondition, { type: 'random' }>, parameters: Parameters): string {
  const digest = `SHA256(concat(${parameters.bind('String', salt)}, ':', toString(profile)))`;
  const number = `reinterpretAsUInt32(reverse(substring(${digest}, 1, 4)))`;
  return `(${number} % 10000 < ${parameters.bind('UInt32', Math.round(share * 100))})`;
}
