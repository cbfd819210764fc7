import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import type { RejectedRow } from '../import-event.ts';
import { ImportMistake } from '../import-mistake.ts';
import type { Row } from '../row.ts';
import { type CsvFormat, readCsv } from './read-csv.ts';

const commas: CsvFormat = { delimiter: ',', quote: '"' };

/** `at`: where the bytes are cut into pieces, each place a share of the whole. */
async function read(text: string, format = commas, at: readonly number[] = []) {
  const bytes = Buffer.from(text);
  const cuts = [0, ...at.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b), bytes.length];
  const pieces = cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end));
  const { header, portions } = await readCsv(Readable.from(pieces), format);
  const found: (Row | RejectedRow)[] = [];
  for await (const rows of portions) found.push(...rows);
  return { header, rows: found };
}

const told = ({ line, ...row }: Awaited<ReturnType<typeof read>>['rows'][number]) =>
  row.type === 'row' ? [line, ...Object.values(row.values)] : [line, row.reason, row.detail];

const cell = fc
  .array(fc.constantFrom('a', '7', ' ', '中', '😀', '"', '""', ',', ';', '\n', '\r\n', '\t', '.'), { maxLength: 6 })
  .map((parts) => parts.join(''));

test('rows are those that were written, wherever the file is cut into pieces', async () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const files = fc.record({
    rows: fc
      .integer({ min: 1, max: 4 })
      .chain((cells) => fc.array(fc.array(cell, { minLength: cells, maxLength: cells }))),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    delimiter: fc.constantFrom(',', ';', '\t'),
    always: fc.boolean(),
    ended: fc.boolean(),
    mark: fc.boolean(),
    at: fc.array(share, { maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(files, async ({ rows, lineEnd, delimiter, always, ended, mark, at }) => {
      const written = (text: string) =>
        always || /["\r\n,;\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
      const width = rows[0]?.length ?? 1;
      const header = Array.from({ length: width }, (_, index) => `column ${index}`);
      const lines = [header, ...rows].map((cells) => cells.map(written).join(delimiter));
      const text = `${mark ? '\uFEFF' : ''}${lines.join(lineEnd)}${ended ? lineEnd : ''}`;
      const endOf = (row: number) =>
        lines
          .slice(0, row + 2)
          .join(lineEnd)
          .split('\n').length;
      const found = await read(text, { delimiter, quote: '"' }, at);
      assert.deepEqual(found.header, header);
      assert.deepEqual(
        found.rows.map((row) => [row.line, ...Object.values((row as Row).values)]),
        rows
          .map((cells, row) => [endOf(row), ...cells.map((value) => value.trim())])
          // A row of one blank cell is a blank line.
          .filter(([, ...cells]) => width > 1 || cells[0] !== ''),
      );
    }),
    { numRuns: 500 },
  );
});

test('a broken quote costs its own line and no other', async () => {
  const text = 'a,b\n1,"x"y\n2,ok\n3,"never closed\n4,"ok"\n5,ok\n6,"open\n7,ok\n';
  for (const at of [[], [0.2], [0.4, 0.5], [0.7]]) {
    assert.deepEqual((await read(text, commas, at)).rows.map(told), [
      [2, 'unreadable_row', 'a quote is not closed'],
      [3, '2', 'ok'],
      [4, 'unreadable_row', 'a quote is not closed'],
      [5, '4', 'ok'],
      [6, '5', 'ok'],
      [7, 'unreadable_row', 'a quote is not closed'],
      [8, '7', 'ok'],
    ]);
  }
});

test('of thousands of broken quotes, within one portion and cut by the next, each costs its own line', async () => {
  const inner = Array.from({ length: 5_000 }, (_, index) => `${index},"says "hi" to"`).join('\n');
  const outer = Array.from({ length: 5_000 }, (_, index) => `${index},"is open`).join('\n');
  for (const lines of [inner, outer]) {
    const { rows } = await read(`a,b\n${lines}\n`, commas, [0.25, 0.5, 0.75]);
    assert.deepEqual(
      rows.map(told),
      Array.from({ length: 5_000 }, (_, index) => [index + 2, 'unreadable_row', 'a quote is not closed']),
    );
  }
});

test('a quote within a cell that begins without one is a letter, and so is every quote where the format has none', async () => {
  assert.deepEqual((await read('a,b\n5" screen,x\n')).rows.map(told), [[2, '5" screen', 'x']]);
  const none = await read('a,b\n"1,2"\n', { delimiter: ',', quote: '' });
  assert.deepEqual(none.rows.map(told), [[2, '"1', '2"']]);
});

test('a row with more or fewer cells than the header is told apart, with what it says', async () => {
  const { rows } = await read('a,b\n1\n1,2,3,4\n');
  assert.deepEqual(rows, [
    {
      ...{ type: 'rejected', line: 2, reason: 'unreadable_row', detail: '1 cells, where the header has 2' },
      ...{ values: { a: '1', b: '' }, about: { value: '1' } },
    },
    {
      ...{ type: 'rejected', line: 3, reason: 'unreadable_row' },
      detail: '4 cells, where the header has 2; beyond the last column: 3 | 4',
      ...{ values: { a: '1', b: '2' }, about: { value: '1 | 2 | 3 | 4' } },
    },
  ]);
});

test('blank lines count and are no rows; lines may end with \\r alone', async () => {
  assert.deepEqual((await read('a,b\n\n1,2\n \n3,4')).rows.map(told), [
    [3, '1', '2'],
    [5, '3', '4'],
  ]);
  assert.deepEqual((await read('a,b\r1,"x\ry"\r3,4\r')).rows.map(told), [
    [3, '1', 'x\ry'],
    [4, '3', '4'],
  ]);
  assert.deepEqual(await read(''), { header: [], rows: [] });
});

test('a quote that swallows a megabyte is given up, and a line that long is no CSV', async () => {
  const lines = Array.from({ length: 300_000 }, (_, index) => `${index},ok`).join('\n');
  const { rows } = await read(`a,b\n1,"open\n${lines}\n`, commas, [0.1, 0.3, 0.5, 0.7, 0.9]);
  assert.deepEqual([rows.length, told(rows[0] as Row)], [300_001, [2, 'unreadable_row', 'a quote is not closed']]);
  assert.deepEqual(told(rows.at(-1) as Row), [300_002, '299999', 'ok']);
  await assert.rejects(read(`a,b\n${'x'.repeat(2_000_000)}`), ImportMistake);
});
