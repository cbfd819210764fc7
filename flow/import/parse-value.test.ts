import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { instantParser, isoText } from './parse-value.ts';
import { openZone } from './zone-time.ts';

const zones = ['Europe/London', 'Asia/Shanghai', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Africa/Casablanca'];

test('a local time is the instant that Temporal makes of it, hours skipped and hours doubled included', () => {
  const earliest = Date.UTC(1986, 0, 1);
  const local = fc.integer({ min: 0, max: (Date.UTC(2030, 0, 1) - earliest) / 900_000 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), local, (timeZone, quarters) => {
      const time = earliest + quarters * 900_000;
      const expected = Temporal.PlainDateTime.from(isoText(time).slice(0, 19)).toZonedDateTime(timeZone);
      const zone = openZone(timeZone);
      assert.equal(zone.toInstant(time), expected.epochMilliseconds);
      assert.equal(
        zone.toLocal(expected.epochMilliseconds),
        Date.parse(`${expected.toPlainDateTime().toString({ smallestUnit: 'second' })}Z`),
      );
    }),
    { numRuns: 2_000 },
  );
  for (const [timeZone, time] of [
    ['Europe/London', '2024-03-31T01:30:00'],
    ['Europe/London', '2024-10-27T01:30:00'],
    ['Australia/Lord_Howe', '2024-10-06T02:15:00'],
  ] as const) {
    const expected = Temporal.PlainDateTime.from(time).toZonedDateTime(timeZone).epochMilliseconds;
    assert.equal(openZone(timeZone).toInstant(Date.parse(`${time}Z`)), expected, `${time} ${timeZone}`);
  }
});

test('what programs write is read as the instant that it is, and a moment that no calendar has as none', () => {
  const parse = instantParser('Asia/Shanghai');
  fc.assert(
    fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
      assert.equal(parse(date.toISOString()), date.getTime());
    }),
    { numRuns: 2_000 },
  );
  for (const text of [
    ...['2026-02-29T08:00:00.000Z', '2026-04-31T08:00:00.000Z', '2026-00-10T08:00:00.000Z', '2026-13-10T08:00:00.000Z'],
    ...['2026-03-10T24:00:00.000Z', '2026-03-10T08:60:00.000Z', '2026-03-10T08:00:60.000Z', '2026-03-00T08:00:00.000Z'],
  ]) {
    assert.equal(parse(text), undefined, text);
  }
  assert.equal(parse('2024-02-29T08:00:00.000Z'), Date.UTC(2024, 1, 29, 8));
  assert.equal(isoText(parse('0001-01-31 08:00Z') ?? 0), '0001-01-31T08:00:00.000Z');
  assert.equal(isoText(instantParser('Etc/GMT-8')('0001-01-31 08:00') ?? 0), '0001-01-31T00:00:00.000Z');
});

test('times are read as they are written, and what is none is not guessed', () => {
  const read = (text: string, format: 'auto' | 'day_first' | 'month_first' = 'auto') => {
    const instant = instantParser('Asia/Shanghai', 0, format)(text);
    return instant === undefined ? undefined : isoText(instant);
  };
  const eight = '2026-03-01T08:05:00.000Z';
  for (const text of [
    '2026-03-01T08:05:00Z',
    '2026-03-01 16:05',
    '2026/3/1 16:05:00',
    '2026.03.01 16:05:00.000',
    '2026年3月1日 16:05',
    '2026年3月1日16时5分',
    '2026年3月1日 下午4:05',
    '2026-03-01 4:05 PM',
    '2026-03-01T18:05:00+10:00',
    '2026-03-01T05:05:00-0300',
    '1772352300',
    '1772352300000',
  ]) {
    assert.equal(read(text), eight, text);
  }
  assert.equal(read('20260301'), '2026-02-28T16:00:00.000Z');
  assert.equal(read('1/3/2026 16:05', 'day_first'), eight);
  assert.equal(read('3/1/2026 4:05 pm', 'month_first'), eight);
  for (const text of [
    '',
    'yesterday',
    '1/3/2026',
    '2026-02-30',
    '2026-13-01',
    '2026-03-01 25:00',
    '2026-03-01 16',
    '7',
  ]) {
    assert.equal(read(text), undefined, text);
  }
  assert.equal(read('31/2/2026', 'day_first'), undefined);
});
