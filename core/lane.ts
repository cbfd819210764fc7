import type { Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { hashText } from './hash.ts';

export const laneCount = 256;

/** The lane that a subject lives in, for ever. */
export function laneOf(workspace: WorkspaceId, profile: ProfileId): Lane {
  return hashText(`${workspace}:${profile}`) & (laneCount - 1);
}

/** First lanes of `count` partitions of equal size; `count` is a power of two up to 256. */
export function partitions(count: number): readonly Lane[] {
  if (!Number.isInteger(Math.log2(count)) || count > laneCount) {
    throw new RangeError(`The number of partitions must be a power of two up to ${laneCount}, got ${count}`);
  }
  return Array.from({ length: count }, (_, index) => index * (laneCount / count));
}

/** First lane of the partition, out of `count`, that serves `lane`. */
export function partitionOf(lane: Lane, count: number): Lane {
  const size = laneCount / count;
  return Math.floor(lane / size) * size;
}
