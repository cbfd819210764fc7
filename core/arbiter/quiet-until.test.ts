import assert from 'node:assert/strict';
import test from 'node:test';
import { quietUntil } from './quiet-until.ts';

const night = { from: '22:00', until: '07:00' };
const minute = 60_000;

const cases: readonly (readonly [name: string, now: string, window: typeof night, zone: string, end: string | null])[] =
  [
    ['evening, past midnight', '2026-01-10T23:30Z', night, 'Europe/London', '2026-01-11T07:00Z'],
    ['early morning', '2026-01-11T03:00Z', night, 'Europe/London', '2026-01-11T07:00Z'],
    ['the first minute is quiet', '2026-01-10T22:00Z', night, 'Europe/London', '2026-01-11T07:00Z'],
    ['the last is not', '2026-01-11T07:00Z', night, 'Europe/London', null],
    ['day', '2026-01-11T12:00Z', night, 'Europe/London', null],
    ['another zone', '2026-01-11T12:00Z', night, 'Asia/Tokyo', null],
    ['another zone, night there', '2026-01-11T14:00Z', night, 'Asia/Tokyo', '2026-01-11T22:00Z'],
    ['zone of half hours', '2026-01-11T16:45Z', night, 'Asia/Kolkata', '2026-01-12T01:30Z'],
    ['a window within the day', '2026-01-11T12:30Z', { from: '12:00', until: '14:00' }, 'UTC', '2026-01-11T14:00Z'],
    ['an empty window', '2026-01-11T12:00Z', { from: '12:00', until: '12:00' }, 'UTC', null],
    ['spring: the night is an hour shorter', '2026-03-28T23:00Z', night, 'Europe/London', '2026-03-29T06:00Z'],
    ['autumn: the night is an hour longer', '2026-10-24T22:00Z', night, 'Europe/London', '2026-10-25T07:00Z'],
    [
      'spring: an end that the clock leaves out is the jump',
      '2026-03-29T00:30Z',
      { from: '22:00', until: '01:30' },
      'Europe/London',
      '2026-03-29T01:00Z',
    ],
    [
      'autumn: an end that comes twice ends at the first',
      '2026-10-25T00:10Z',
      { from: '22:00', until: '01:30' },
      'Europe/London',
      '2026-10-25T00:30Z',
    ],
    [
      'autumn: the repeated hour is quiet again',
      '2026-10-25T01:10Z',
      { from: '22:00', until: '01:30' },
      'Europe/London',
      '2026-10-25T01:30Z',
    ],
  ];

for (const [name, now, window, zone, end] of cases) {
  test(`quiet hours: ${name}`, () => {
    const until = quietUntil(Date.parse(now), window, [zone]);
    assert.equal(until === undefined ? null : until, end === null ? null : Date.parse(end));
  });
}

test('an unknown zone gives way to the next, and UTC is the last', () => {
  const now = Date.parse('2026-01-11T14:00Z');
  const tokyo = Date.parse('2026-01-11T22:00Z');
  assert.equal(quietUntil(now, night, ['Mars/Olympus', 'Asia/Tokyo']), tokyo);
  assert.equal(quietUntil(now, night, [undefined, 'Asia/Tokyo']), tokyo);
  assert.equal(quietUntil(now, night, ['', 'Mars/Olympus']), undefined);
});

test('around every change of clocks the end is the first minute that is not quiet', () => {
  const changes = [
    ['Europe/London', '2026-03-29'],
    ['Europe/London', '2026-10-25'],
    ['America/New_York', '2026-03-08'],
    ['America/New_York', '2026-11-01'],
    ['Australia/Lord_Howe', '2026-04-05'],
    ['Australia/Lord_Howe', '2026-10-04'],
    ['America/Santiago', '2026-09-06'],
  ] as const;
  const windows = [night, { from: '23:30', until: '00:30' }, { from: '22:00', until: '01:30' }];
  for (const [zone, date] of changes) {
    for (const window of windows) {
      const start = Date.parse(`${date}T00:00Z`) - 24 * 60 * minute;
      let expected: number | undefined;
      for (let now = start + 60 * 60 * minute; now >= start; now -= 5 * minute) {
        const until = quietUntil(now, window, [zone]);
        if (until !== undefined && expected !== undefined) {
          assert.equal(until, expected, `${zone} ${new Date(now).toISOString()} ${window.from}-${window.until}`);
        }
        expected = until === undefined ? now : expected;
      }
    }
  }
});

test('where a window begins twice in one night, the end is the last one, and it is not quiet then', () => {
  const twice = { from: '01:15', until: '02:15' };
  const end = Date.parse('2026-10-25T02:15Z');
  assert.equal(quietUntil(Date.parse('2026-10-25T00:20Z'), twice, ['Europe/London']), end);
  assert.equal(quietUntil(end, twice, ['Europe/London']), undefined);
});
