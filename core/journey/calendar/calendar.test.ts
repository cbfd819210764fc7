import assert from 'node:assert/strict';
import test from 'node:test';
import { lastAnnouncedYear } from '#contracts/journey/calendar.ts';
import { isRecurrenceRule } from '#contracts/journey/recurrence-rule.ts';
import { announced } from './chinese-holidays.ts';
import { isHoliday, isWorkday } from './holidays.ts';
import { momentOf } from './named-day.ts';
import { nextTime, type TimeRule } from './next-time.ts';
import { occurrences } from './recurrence.ts';

const at = (text: string): number => Date.parse(text);
const text = (instant: number | undefined): string => (instant === undefined ? '' : new Date(instant).toISOString());
const any = { type: 'any' } as const;

const times: readonly (readonly [name: string, from: string, zone: string, rule: TimeRule, next: string])[] = [
  [
    'within the window',
    '2026-06-10T09:00Z',
    'UTC',
    { days: 0, on: any, from: '08:00', until: '18:00' },
    '2026-06-10T09:00Z',
  ],
  [
    'before the window',
    '2026-06-10T05:00Z',
    'UTC',
    { days: 0, on: any, from: '08:00', until: '18:00' },
    '2026-06-10T08:00Z',
  ],
  [
    'after the window',
    '2026-06-10T18:00Z',
    'UTC',
    { days: 0, on: any, from: '08:00', until: '18:00' },
    '2026-06-11T08:00Z',
  ],
  [
    'a window over midnight',
    '2026-06-10T01:00Z',
    'UTC',
    { days: 0, on: any, from: '22:00', until: '02:00' },
    '2026-06-10T01:00Z',
  ],
  ['three days later at nine', '2026-06-10T13:00Z', 'UTC', { days: 3, on: any, from: '09:00' }, '2026-06-13T09:00Z'],
  ['three days later, the same time', '2026-06-10T13:07Z', 'UTC', { days: 3, on: any }, '2026-06-13T13:07Z'],
  ['in her own zone', '2026-06-10T13:00Z', 'Asia/Shanghai', { days: 1, on: any, from: '09:00' }, '2026-06-11T01:00Z'],
  [
    'the same wall clock over a change of clocks',
    '2026-10-24T12:00Z',
    'Europe/London',
    { days: 1, on: any },
    '2026-10-25T13:00Z',
  ],
  [
    'an hour that spring leaves out',
    '2026-03-28T12:00Z',
    'Europe/London',
    { days: 1, on: any, from: '01:30' },
    '2026-03-29T01:30Z',
  ],
  [
    'the next Monday',
    '2026-06-10T13:00Z',
    'UTC',
    { days: 0, on: { type: 'weekdays', weekdays: [1] }, from: '09:00' },
    '2026-06-15T09:00Z',
  ],
  [
    'no day of the Spring Festival',
    '2026-02-14T12:00Z',
    'Asia/Shanghai',
    { days: 1, on: { type: 'workdays', calendar: 'CN' }, from: '10:00' },
    '2026-02-24T02:00Z',
  ],
  [
    'a Saturday that is worked',
    '2026-02-13T12:00Z',
    'Asia/Shanghai',
    { days: 1, on: { type: 'workdays', calendar: 'CN' }, from: '10:00' },
    '2026-02-14T02:00Z',
  ],
  [
    'the next holiday',
    '2026-04-10T00:00Z',
    'Asia/Shanghai',
    { days: 0, on: { type: 'holidays', calendar: 'CN' }, from: '10:00' },
    '2026-05-01T02:00Z',
  ],
];
for (const [name, from, zone, rule, next] of times) {
  test(`a time of the calendar: ${name}`, () => assert.equal(text(nextTime(at(from), zone, rule)), text(at(next))));
}

test('holidays of a year that is not announced are those of the law', () => {
  assert.deepEqual(
    ['2028-01-25', '2028-01-26', '2028-01-28', '2028-01-29', '2028-04-04', '2028-10-01'].map((day) =>
      isHoliday('CN', day),
    ),
    [true, true, true, false, true, true],
  );
  assert.equal(isWorkday('CN', '2028-05-01'), false);
  const of2027 = Array.from({ length: 365 }, (_, index) =>
    new Date(Date.UTC(2027, 0, 1 + index)).toISOString().slice(0, 10),
  ).filter((day) => isHoliday('CN', day));
  const said = '01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03';
  assert.deepEqual(
    of2027,
    said.split(' ').map((day) => `2027-${day}`),
  );
});

test('the last year that is announced is the one that people are told', () => {
  assert.equal(Object.keys(announced).at(-1), String(lastAnnouncedYear));
});

test('days of the workspace come before those that are built in', () => {
  const own = [
    { day: '2027-02-06', is: 'worked', name: '上班（补春节）' },
    { day: '2027-05-03', is: 'off', name: '劳动节' },
    { day: '2027-10-01', is: 'worked' },
  ] as const;
  assert.deepEqual([isWorkday('CN', '2027-02-06'), isWorkday('CN', '2027-02-06', own)], [false, true]);
  assert.deepEqual([isHoliday('CN', '2027-05-03'), isHoliday('CN', '2027-05-03', own)], [false, true]);
  assert.equal(isWorkday('CN', '2027-05-03', own), false);
  assert.equal(isHoliday('CN', '2027-10-01', own), false);
  const rule = { days: 1, on: { type: 'workdays', calendar: 'CN' }, from: '10:00' } as const;
  const friday = at('2027-02-05T04:00Z');
  assert.equal(text(nextTime(friday, 'Asia/Shanghai', rule, own)), text(at('2027-02-06T02:00Z')));
});

const yearly = { repeat: 'yearly', calendar: 'solar', offsetDays: 0, time: '09:00' } as const;
const days: readonly (readonly [
  name: string,
  value: string | number | null,
  rule: Parameters<typeof momentOf>[1],
  next: string,
])[] = [
  ['the next birthday', '1990-07-01', yearly, '2026-07-01T09:00Z'],
  ['a birthday that is over this year', '1990-02-01', yearly, '2027-02-01T09:00Z'],
  ['a week before it', '1990-06-16', { ...yearly, offsetDays: -7 }, '2027-06-09T09:00Z'],
  ['one of the Chinese calendar', '1990-08-15', { ...yearly, calendar: 'lunar' }, '2026-09-25T09:00Z'],
  ['a renewal three days on', '2026-06-20', { ...yearly, repeat: 'once', offsetDays: 3 }, '2026-06-23T09:00Z'],
  ['a renewal that is over', '2026-01-20', { ...yearly, repeat: 'once' }, '2026-01-20T09:00Z'],
  ['no date', 'soon', yearly, ''],
  ['nothing', null, yearly, ''],
];
for (const [name, value, rule, next] of days) {
  test(`a day that a value names: ${name}`, () => {
    const moment = momentOf(value, rule, { after: at('2026-06-10T11:00Z'), zone: 'UTC', traits: {} });
    assert.equal(text(moment), next === '' ? '' : text(at(next)));
  });
}

const rules: readonly (readonly [rule: string, first: readonly string[]])[] = [
  ['FREQ=DAILY;INTERVAL=10', ['2026-01-31', '2026-02-10', '2026-02-20']],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR', ['2026-02-09', '2026-02-13', '2026-02-23']],
  ['FREQ=MONTHLY', ['2026-01-31', '2026-03-31', '2026-05-31']],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', ['2026-01-31', '2026-02-28', '2026-03-31']],
  ['FREQ=MONTHLY;BYDAY=2TU', ['2026-02-10', '2026-03-10', '2026-04-14']],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', ['2026-02-27', '2026-03-31', '2026-04-30']],
  ['FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=11', ['2026-11-11', '2027-11-11', '2028-11-11']],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', ['2028-02-29', '2032-02-29', '2036-02-29']],
  ['FREQ=DAILY;COUNT=2', ['2026-01-31', '2026-02-01']],
  ['FREQ=WEEKLY;UNTIL=20260210', ['2026-01-31', '2026-02-07']],
  ['FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30', []],
];
for (const [rule, first] of rules) {
  test(`a schedule of ${rule}`, () => {
    const found = occurrences({ start: '2026-01-31T09:00', rule }, '2026-01-01T00:00', 3);
    assert.deepEqual(
      found,
      first.map((day) => `${day}T09:00`),
    );
  });
}

test('occurrences go on from where one is', () => {
  const daily = { start: '2026-01-31T09:00', rule: 'FREQ=DAILY' };
  assert.deepEqual(occurrences(daily, '2026-03-05T09:01', 1), ['2026-03-06T09:00']);
  assert.deepEqual(occurrences({ start: '2026-01-31T09:00', rule: null }, '2026-01-31T09:01', 1), []);
});

test('what is no rule, or asks for what is not read, is refused', () => {
  for (const rule of [
    '',
    'FREQ=HOURLY',
    'FREQ=DAILY;BYHOUR=9',
    'FREQ=DAILY;COUNT=0',
    'FREQ=WEEKLY;BYDAY=1MO',
    'DAILY',
  ]) {
    assert.equal(isRecurrenceRule(rule), false, rule);
  }
});
