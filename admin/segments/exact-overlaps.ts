import type { SegmentPreview } from '#contracts/api/segment.ts';

type Estimate = Pick<SegmentPreview, 'count' | 'overlaps'>;

/**
 * The overlaps of an estimate beside an exact count: as large a share of it as of the sample, and no more people than the other
 * segment has. Counting them among everybody takes seconds.
 */
export function exactOverlaps({ count: estimated, overlaps }: Estimate, exact: number): SegmentPreview['overlaps'] {
  if (estimated === 0) return [];
  const scale = exact / estimated;
  return overlaps.map((one) => ({
    ...one,
    count: Math.min(one.size, exact, Math.round(one.count * scale)),
    error: Math.round(one.error * scale),
  }));
}
