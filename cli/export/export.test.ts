import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import test from 'node:test';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { ManagementClient } from '../management-client.ts';
import { allItems } from './pages.ts';
import { type ExportRecord, writeRecords } from './write-records.ts';

async function written(
  records: readonly ExportRecord[],
  columns: readonly string[],
  format: 'csv' | 'jsonl',
): Promise<string> {
  let text = '';
  const output = new Writable({
    highWaterMark: 1,
    write(chunk, _encoding, done) {
      text += String(chunk);
      setImmediate(done);
    },
  });
  async function* all() {
    yield* records;
  }
  assert.equal(await writeRecords(all(), columns, format, output), records.length);
  return text;
}

test('CSV comes back from a parser as it went in, with formulas made harmless', async () => {
  const records = [
    { id: '1', name: 'Comma, "quote"\nline', phone: '+447700900001', value: -3.5, properties: { a: [1] } },
    { id: '2', name: '=HYPERLINK("x")', phone: null, value: 0, properties: {} },
  ];
  const text = await written(records, ['id', 'name', 'phone', 'value', 'properties'], 'csv');
  assert.deepEqual(parse(text), [
    ['id', 'name', 'phone', 'value', 'properties'],
    ['1', 'Comma, "quote"\nline', '+447700900001', '-3.5', '{"a":[1]}'],
    ['2', '\'=HYPERLINK("x")', '', '0', '{}'],
  ]);
});

test('JSON lines hold each record as it is', async () => {
  const records = [{ id: '1', name: '=x' }, { id: '2' }];
  const lines = (await written(records, ['id'], 'jsonl')).trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    records,
  );
});

test('pages are followed to the last', async () => {
  const asked: string[] = [];
  const client: ManagementClient = {
    async get(path, schema) {
      asked.push(path);
      const page = asked.length;
      return schema.parse({ items: [page, page + 10], nextCursor: page < 3 ? `after ${page}` : null });
    },
    send: async () => undefined,
  };
  const items: number[] = [];
  const schema = z.object({ items: z.array(z.number()), nextCursor: z.string().nullable() });
  for await (const item of allItems(client, '/things?a=1', 'before', schema)) items.push(item);
  assert.deepEqual(items, [1, 11, 2, 12, 3, 13]);
  assert.deepEqual(asked, [
    '/things?a=1&limit=200',
    '/things?a=1&limit=200&before=after+1',
    '/things?a=1&limit=200&before=after+2',
  ]);
});
