import { z } from 'zod';

/** Local time of day as `HH:MM`, 24 hours. */
export const timeOfDay = z.stringFormat(
  'time_of_day',
  /^([01]\d|2[0-3]):[0-5]\d$/,
  'write the time as HH:MM, for example 21:30',
);

/** Whose public holidays: `CN` with the working days that make up for them. See core/journey/calendar. */
export const holidayCalendars = ['CN'] as const;
/** The last year whose days off and working weekends were announced; of later ones only the days of the law are known. */
export const lastAnnouncedYear = 2026;
export type HolidayCalendar = (typeof holidayCalendars)[number];

/** 1 is Monday, 7 is Sunday. */
const weekdays = z.array(z.number().int().min(1).max(7)).min(1).max(7);

/** On which days of the person's own calendar. `workdays` and `holidays` are those of a country. */
export const dayRule = z.discriminatedUnion('type', [
  z.object({ type: z.literal('any') }),
  z.object({ type: z.literal('weekdays'), weekdays, except: z.enum(holidayCalendars).optional() }),
  z.object({ type: z.literal('workdays'), calendar: z.enum(holidayCalendars) }),
  z.object({ type: z.literal('holidays'), calendar: z.enum(holidayCalendars) }),
]);
export type DayRule = z.infer<typeof dayRule>;
