import { days } from '../duration.ts';

/**
 * Years of the Chinese calendar from 2020 on, as the Hong Kong Observatory publishes them: the low four bits are the month
 * that a leap month follows (0: none), bit 16 tells whether that has 30 days, bits 15 to 4 the same of months 1 to 12.
 * ICU's calendar, which Intl uses, computes the moon too roughly: it begins the year 2027 a day late.
 */
const years: readonly number[] = [
  0x07954, 0x06aa0, 0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65, 0x0d530, 0x05aa0, 0x076a3, 0x096d0,
  0x04afb, 0x04ad0, 0x0a4d0, 0x1d0b6, 0x0d250, 0x0d520, 0x0dd45, 0x0b5a0, 0x056d0, 0x055b2, 0x049b0, 0x0a577, 0x0a4b0,
  0x0aa50, 0x1b255, 0x06d20, 0x0ada0,
];
const firstYear = 2020;
const firstDay = Date.UTC(2020, 0, 25);

export interface LunarMonth {
  readonly month: number;
  readonly leap: boolean;
  /** Its first day: midnight UTC of that Gregorian day. */
  readonly start: number;
  readonly length: 29 | 30;
}

/** All months that are known, in their order: to the end of the Chinese year 2049. */
export const lunarMonths: readonly (LunarMonth & { readonly year: number })[] = monthsFrom(years);

function monthsFrom(all: readonly number[]): readonly (LunarMonth & { readonly year: number })[] {
  const months: (LunarMonth & { readonly year: number })[] = [];
  let start = firstDay;
  const add = (year: number, month: number, leap: boolean, isLong: boolean) => {
    const length = isLong ? 30 : 29;
    months.push({ year, month, leap, start, length });
    start += days(length);
  };
  for (const [index, bits] of all.entries()) {
    const year = firstYear + index;
    for (let month = 1; month <= 12; month += 1) {
      add(year, month, false, (bits & (0x10000 >> month)) !== 0);
      if ((bits & 0xf) === month) add(year, month, true, (bits & 0x10000) !== 0);
    }
  }
  return months;
}
