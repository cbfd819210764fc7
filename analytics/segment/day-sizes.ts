import type { SegmentDay } from '#contracts/api/segment-history.ts';
import type { DayOfChanges } from './size-history.ts';

type Day = Pick<SegmentDay, 'day' | 'from' | 'until'>;

/** Sizes at the ends of days, counted back from the size of now; `days` ascend to today. */
export function daySizes(
  days: readonly Day[],
  changes: ReadonlyMap<string, DayOfChanges>,
  sizeNow: number,
): readonly SegmentDay[] {
  let size = sizeNow;
  return days
    .toReversed()
    .map((day) => {
      const { entered = 0, left = 0, joined = 0 } = changes.get(day.day) ?? {};
      const shown = { ...day, entered, left, size };
      size = Math.max(0, size - entered + left + joined);
      return shown;
    })
    .toReversed();
}
