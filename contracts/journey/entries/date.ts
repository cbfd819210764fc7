import { z } from 'zod';
import { timeOfDay } from '../calendar.ts';

/**
 * A day that a trait names (birthday, renewal), or so many days before (negative) or after it, at a time of her own
 * day. `yearly` keeps month and day; `lunar` reads them by the Chinese calendar, and `told` by the calendar that the trait
 * `birthdayCalendar` tells.
 */
export const dateEntry = z.object({
  type: z.literal('date'),
  trait: z.string().min(1).max(200),
  repeat: z.enum(['once', 'yearly']),
  calendar: z.enum(['solar', 'lunar', 'told']),
  offsetDays: z.number().int().min(-365).max(365),
  time: timeOfDay,
});
export type DateEntry = z.infer<typeof dateEntry>;
