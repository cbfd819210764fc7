import { z } from 'zod';
import { propertyTest } from '../condition.ts';

const name = z.string().min(1).max(200);

/** A date, as ISO 8601 text or a number since 1970, by its distance from now; a day has 24 hours. */
const relativeTest = z.object({
  name,
  operator: z.enum(['within_last', 'within_next', 'more_than_ago', 'more_than_ahead']),
  days: z.number().positive().max(36_500),
});
export type RelativeTest = z.infer<typeof relativeTest>;

/**
 * The yearly return of a date's month and day, written `YYYY-MM-DD`, `MM-DD` or `--MM-DD`: on the day that lies so many days
 * after today, or on one from today up to that day. Today is a day of her own time zone where she has one, else of the
 * workspace's. The 29th of February returns on the 28th in years without it.
 *
 * `lunar` numbers are those of the Chinese calendar. Where `calendar` is absent the trait beside it that ends in `Calendar`
 * says which one it is (`birthdayCalendar` of `birthday`), else it is the Gregorian one; one that ends in `LeapMonth` says
 * that the month was a leap month.
 */
const anniversaryTest = z.object({
  name,
  operator: z.enum(['anniversary_in', 'anniversary_within']),
  days: z.number().int().min(0).max(365),
  calendar: z.enum(['solar', 'lunar']).optional(),
});
export type AnniversaryTest = z.infer<typeof anniversaryTest>;

export const traitTest = z.discriminatedUnion('operator', [propertyTest, relativeTest, anniversaryTest]);
export type TraitTest = z.infer<typeof traitTest>;

/** What is known of a person by a trait, told by herself, by a source or computed. */
export const traitCondition = z.object({ type: z.literal('trait'), test: traitTest });
