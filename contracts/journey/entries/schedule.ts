import { z } from 'zod';

/** Local date and time without a zone, as `YYYY-MM-DDTHH:MM`. */
const localDateTime = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/, 'write it as 2026-11-11T09:00');

/**
 * At a moment of the calendar, for everybody in a segment (null: everybody). `rule` repeats it: an RRULE of iCalendar (RFC
 * 5545, section 3.3.10) without `RRULE:`. `person`: at that time of each one's own zone, else the workspace's.
 */
export const scheduleEntry = z.object({
  type: z.literal('schedule'),
  segment: z.string().min(1).max(64).nullable(),
  start: localDateTime,
  rule: z.string().min(1).max(500).nullable(),
  zone: z.enum(['workspace', 'person']),
});
export type ScheduleEntry = z.infer<typeof scheduleEntry>;
