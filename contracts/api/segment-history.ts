import { z } from 'zod';
import { instantText } from './list.ts';

/** How far back a history of people may look. */
export const historyDays = [7, 30, 90, 365] as const;
export const historyQuery = z.object({
  days: z.coerce
    .number()
    .pipe(z.union(historyDays.map((days) => z.literal(days))))
    .default(30),
});

/** One day of the workspace's time zone; the last one is today. */
const segmentDay = z.object({
  day: z.iso.date(),
  from: instantText,
  until: instantText,
  /** Times that somebody came in and went out. */
  entered: z.number().int(),
  left: z.number().int(),
  /** People inside at its end; of today, now. */
  size: z.number().int(),
});
export type SegmentDay = z.infer<typeof segmentDay>;

export const segmentHistory = z.object({ days: z.array(segmentDay), timeZone: z.string(), measuredAt: instantText });
export type SegmentHistory = z.infer<typeof segmentHistory>;
