import assert from 'node:assert/strict';
import test from 'node:test';
import type { Statement } from './chdb-statement.ts';
import { classifyStatement, outputFormat, placeholders, plainRowInsert, streamableSelect } from './chdb-statement.ts';

function statement(sql: string, changes: Partial<Statement> = {}): Statement {
  const nothing = { settings: {}, parameters: {}, body: Buffer.alloc(0) };
  return { id: 'id', sql, database: 'default', defaultFormat: 'TabSeparated', ...nothing, ...changes };
}

test('a statement runs on the connections of its class', () => {
  const rows = Buffer.from('{}');
  assert.equal(classifyStatement(statement('INSERT INTO event FORMAT JSONEachRow', { body: rows })), 'insert');
  assert.equal(classifyStatement(statement('INSERT INTO event SELECT 1')), 'change');
  assert.equal(classifyStatement(statement('-- why\n/* what */ (select 1) union all (select 2)')), 'read');
  assert.equal(classifyStatement(statement('SELECT 1', { settings: { workload: 'background' } })), 'background');
  assert.equal(classifyStatement(statement('alter table event delete where 1')), 'change');
});

test('only a select in a format without a frame is answered piece by piece', () => {
  assert.deepEqual(streamableSelect(statement('SELECT 1\nFORMAT JSONEachRow;')), {
    sql: 'SELECT 1',
    format: 'JSONEachRow',
  });
  assert.equal(streamableSelect(statement('SELECT 1 FORMAT JSON')), undefined);
  assert.equal(streamableSelect(statement('SELECT 1 FORMAT CSV SETTINGS max_threads = 1')), undefined);
  assert.equal(streamableSelect(statement('SHOW TABLES FORMAT CSV')), undefined);
  assert.equal(outputFormat(statement('SELECT 1 FORMAT JSON')), 'JSON');
  assert.equal(outputFormat(statement('SELECT 1')), 'TabSeparated');
});

test('a row insert is taken apart, and anything beyond it is left to the parser', () => {
  assert.deepEqual(plainRowInsert('INSERT INTO `database`.event (`at`, name) format jsoneachrow'), {
    table: 'database.event',
    columns: ['at', 'name'],
    format: 'JSONEachRow',
  });
  assert.equal(plainRowInsert('INSERT INTO event (* EXCEPT (at)) FORMAT JSONEachRow'), undefined);
  assert.equal(plainRowInsert('INSERT INTO FUNCTION null() FORMAT JSONEachRow'), undefined);
  assert.equal(plainRowInsert('INSERT INTO event FORMAT Parquet'), undefined);
});

test('placeholders are found, and JSON in a literal is none', () => {
  assert.deepEqual(placeholders(`SELECT {name:String}, { other : Array(UInt8) }, '{"a":1}'`), ['name', 'other']);
});
