import assert from 'node:assert/strict';
import test from 'node:test';
import { readCalendar } from './read-calendar.ts';

const calendar = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'SUMMARY:上班(补',
  ' 春节假期)',
  'DTSTART;VALUE=DATE:20270206',
  'DTEND;VALUE=DATE:20270207',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'SUMMARY:元旦假期',
  'DTSTART;VALUE=DATE:20261231',
  'DTEND;VALUE=DATE:20270102',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'SUMMARY:no day',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

test('whole days of an iCalendar file, over a year and over folded lines', () => {
  assert.deepEqual(readCalendar(calendar), [
    { day: '2026-12-31', is: 'off', name: '元旦假期' },
    { day: '2027-01-01', is: 'off', name: '元旦假期' },
    { day: '2027-02-06', is: 'worked', name: '上班(补春节假期)' },
  ]);
});

test('lines of a CSV file, in the ways in which dates are written', () => {
  const text =
    '\uFEFFdate,kind,name\n2027-05-03,off,Bank holiday\n2027/2/6;worked\n"2027年10月9日","上班","补国庆"\n2027-02-30,off\n\n';
  assert.deepEqual(readCalendar(text), [
    { day: '2027-02-06', is: 'worked' },
    { day: '2027-05-03', is: 'off', name: 'Bank holiday' },
    { day: '2027-10-09', is: 'worked', name: '补国庆' },
  ]);
});

test('of a day that comes twice the last word counts', () => {
  assert.deepEqual(readCalendar('2027-05-03,off\n2027-05-03,worked'), [{ day: '2027-05-03', is: 'worked' }]);
});
