import assert from 'node:assert/strict';
import test from 'node:test';
import { birthdayOf, nextBirthday } from './birthday.ts';
import { lunarMonths } from './lunar-year.ts';

const next = (traits: Parameters<typeof birthdayOf>[0], today: string): string | undefined => {
  const birthday = birthdayOf(traits);
  return birthday && nextBirthday(birthday, today);
};

test('a birthday of the Gregorian calendar, however it is written', () => {
  for (const birthday of ['1990-11-23', '11-23', '--11-23', '1990-11-23T00:00:00Z']) {
    assert.equal(next({ birthday }, '2026-11-22'), '2026-11-23');
  }
  assert.equal(next({ birthday: '11-22' }, '2026-11-22'), '2026-11-22');
  assert.equal(next({ birthday: '11-21' }, '2026-11-22'), '2027-11-21');
  assert.equal(next({ birthday: '1992-02-29' }, '2026-11-22'), '2027-02-28');
  assert.equal(next({ birthday: '1992-02-29' }, '2027-03-01'), '2028-02-29');
});

test('a birthday of the Chinese calendar', () => {
  const lunar = (birthday: string, more = {}) => ({ birthday, birthdayCalendar: 'lunar', ...more });
  // New year's days and mid-autumn festivals. ICU has the new year of 2027 a day late.
  assert.equal(next(lunar('01-01'), '2026-01-01'), '2026-02-17');
  assert.equal(next(lunar('01-01'), '2026-02-18'), '2027-02-06');
  assert.equal(next(lunar('08-15'), '2025-01-01'), '2025-10-06');
  assert.equal(next(lunar('08-15'), '2026-01-01'), '2026-09-25');
  // 2025 has a leap sixth month, 25 July to 22 August; 2026 has none.
  assert.equal(next(lunar('06-01'), '2025-06-01'), '2025-06-25');
  assert.equal(next(lunar('06-01', { birthdayLeapMonth: true }), '2025-06-01'), '2025-07-25');
  assert.equal(next(lunar('06-01', { birthdayLeapMonth: true }), '2026-01-01'), '2026-07-14');
  // The twelfth month of the year that began in 2025 has 29 days.
  assert.equal(next(lunar('12-30'), '2026-01-20'), '2026-02-16');
});

test('months are those of ICU, up to a day, leap months the same', () => {
  const monthOf = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', timeZone: 'UTC' });
  for (const { year, month, leap, start } of lunarMonths) {
    assert.equal(monthOf.format(start + 14 * 86_400_000), `${month}${leap ? 'bis' : ''}`, `${year}`);
  }
  assert.equal(next({ birthday: '01-01', birthdayCalendar: 'lunar' }, '2051-01-01'), undefined);
});

test('what is no date is no birthday', () => {
  for (const birthday of ['', 'June', '13-01', '02-30', 7, null, { month: 1 }])
    assert.equal(birthdayOf({ birthday }), undefined);
});
