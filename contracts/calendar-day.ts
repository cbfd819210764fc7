import { z } from 'zod';
import { says } from './field-problem.ts';

/** A day of the workspace's own calendar, which comes before the holidays that are built in. */
export const calendarDay = z.object({
  day: z.iso.date(),
  /** `off`: a holiday, whatever the weekday; `worked`: a working day, as a weekend that makes up for a holiday. */
  is: z.enum(['off', 'worked']),
  name: z.string().trim().max(100).optional(),
});
export type CalendarDay = z.infer<typeof calendarDay>;

export const calendarDaysAtMost = 2_000;

export const calendarDays = z
  .array(calendarDay)
  .max(calendarDaysAtMost)
  .refine(
    (days) => new Set(days.map(({ day }) => day)).size === days.length,
    says('twice', 'each day stands there once'),
  );
