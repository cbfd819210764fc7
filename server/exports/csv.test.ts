import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine } from './csv.ts';

test('what a spreadsheet would compute is a text, and a number or a phone number stays as it is', () => {
  const values = ['=1+1', '+SUM(A1)', '-cmd', '@x', '\t=1', '+447700900123', '-12.5', 'a=b', -3, true, null, { a: 1 }];
  assert.equal(
    csvLine(values, { guardFormulas: true }),
    `'=1+1,'+SUM(A1),'-cmd,'@x,'\t=1,+447700900123,-12.5,a=b,-3,true,,"{""a"":1}"\r\n`,
  );
  assert.equal(csvLine(['=1+1', '@x'], { guardFormulas: false }), '=1+1,@x\r\n');
});

test('whatever a text holds, it is read back as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 2 }), (texts) => {
      assert.deepEqual(
        parse(csvLine(texts, { guardFormulas: false }), { relax_column_count: true, record_delimiter: '\r\n' }),
        [texts],
      );
    }),
  );
});
