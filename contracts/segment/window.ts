import { z } from 'zod';

export const calendarUnits = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type CalendarUnit = (typeof calendarUnits)[number];

/** About three years of each. */
const longest: { readonly [unit in CalendarUnit]: number } = { day: 366, week: 156, month: 36, quarter: 12, year: 3 };

/** Ends now. */
const slidingWindow = z.object({ type: z.literal('sliding'), days: z.number().positive().max(1_095) });

/**
 * In the workspace's time zone; weeks begin on Monday. `last` 0: the one that is now, up to now; else so many full ones
 * before it.
 */
const calendarWindow = z
  .object({ type: z.literal('calendar'), unit: z.enum(calendarUnits), last: z.number().int().min(0) })
  .refine(({ unit, last }) => last <= longest[unit], 'look back at most about three years');

/** Both days included, in the workspace's time zone; at least one is there. */
const absoluteWindow = z
  .object({ type: z.literal('absolute'), from: z.iso.date().optional(), to: z.iso.date().optional() })
  .refine(({ from, to }) => from !== undefined || to !== undefined, 'write the first day, the last, or both')
  .refine(({ from = '', to = '9999' }) => from <= to, 'the first day must not come after the last');

/** When something must have happened to count. */
export const timeWindow = z.discriminatedUnion('type', [slidingWindow, calendarWindow, absoluteWindow]);
export type TimeWindow = z.infer<typeof timeWindow>;

/** Those that are not written as `withinDays`. */
export const fixedWindow = z.discriminatedUnion('type', [calendarWindow, absoluteWindow]);
