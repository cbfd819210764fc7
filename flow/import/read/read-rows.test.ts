import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type ImportMapping, importMapping } from '#contracts/import.ts';
import type { ImportItem } from '../import-event.ts';
import { openConversion } from '../open-conversion.ts';
import { detectFormat } from './detect-format.ts';
import { openRows } from './read-rows.ts';

let directory = '';
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'throughline-rows-'));
});
after(() => rm(directory, { recursive: true }));

async function convert(content: Buffer, given: Partial<ImportMapping> & Pick<ImportMapping, 'kind' | 'columns'>) {
  const file = join(directory, 'file');
  await writeFile(file, content);
  const source = await openRows(file, await detectFormat(file));
  const converter = openConversion(importMapping.parse({ timeZone: 'Asia/Shanghai', ...given }), source.header, 'id');
  const items: ImportItem[] = [];
  for await (const rows of source.portions) {
    items.push(...rows.flatMap((row) => (row.type === 'rejected' ? [row] : converter.add(row))));
  }
  return { header: source.header, items: [...items, ...converter.end()] };
}

test('JSON lines keep the types of their fields, and fields of inner objects are columns', async () => {
  const lines = [
    {
      user: { id: 7, mail: 'a@example.com' },
      what: 'Seen',
      at: '2026-03-01 08:00',
      tags: ['x'],
      code: '007',
      new: true,
    },
    { user: { id: 8 }, what: 'Seen', at: 1_772_352_300, later: { deep: 1 } },
  ].map((line) => JSON.stringify(line));
  const { header, items } = await convert(gzipSync(`${lines[0]}\nno json\n[1]\n\n${lines[1]}`), {
    kind: 'events',
    columns: [
      { column: 'user.id', target: 'userId' },
      { column: 'user.mail', target: 'email' },
      { column: 'what', target: 'event' },
      { column: 'at', target: 'timestamp' },
      { column: 'new', target: 'ignore' },
    ],
    otherColumns: 'keep',
  });
  assert.ok(header.includes('user.id') && header.includes('later.deep'));
  const [first, broken, list, last] = items;
  assert.deepEqual(first, {
    type: 'event',
    line: 1,
    event: {
      type: 'track',
      messageId: 'id-1',
      userId: '7',
      context: { traits: { email: 'a@example.com' } },
      timestamp: '2026-03-01T00:00:00.000Z',
      event: 'Seen',
      properties: { tags: ['x'], code: '007' },
    },
  });
  assert.deepEqual([broken?.type, broken?.line, list?.type, list?.line], ['rejected', 2, 'rejected', 3]);
  assert.ok(last?.type === 'event' && last.event.type === 'track');
  assert.deepEqual(
    [last.line, last.event.timestamp, last.event.properties],
    [5, '2026-03-01T08:05:00.000Z', { later: { deep: 1 } }],
  );
});

test('constants hold where no cell says otherwise, and other kinds of identity go where the specification has them', async () => {
  const text = '\uFEFF会员卡号;城市;店铺\n8001;上海;\n8002;北京;网店\n;广州;\n';
  const { items } = await convert(Buffer.from(text, 'utf16le'), {
    kind: 'customers',
    columns: [
      { column: '会员卡号', target: 'externalIds.loyalty_card' },
      { column: '城市', target: 'traits.address.city' },
      { column: '店铺', target: 'traits.store' },
    ],
    constants: [{ target: 'traits.source', value: 'till' }],
  });
  assert.deepEqual(
    items.map((item) => {
      if (item.type === 'rejected') return item.reason;
      return item.event.type === 'identify' && item.event.traits;
    }),
    [
      { address: { city: '上海' }, source: 'till' },
      { address: { city: '北京' }, store: '网店', source: 'till' },
      'missing_person',
    ],
  );
  assert.deepEqual(items[0]?.type === 'event' && items[0].event.context, {
    externalIds: [{ id: '8001', type: 'loyalty_card', collection: 'users', encoding: 'none' }],
  });
});

test('names that would reach the prototype of every object are left out', async () => {
  const { items } = await convert(Buffer.from('user_id,__proto__,__proto__.polluted,constructor\n1,x,y,z\n'), {
    kind: 'customers',
    columns: [{ column: 'user_id', target: 'userId' }],
    otherColumns: 'keep',
  });
  assert.ok(items[0]?.type === 'event' && items[0].event.type === 'identify');
  assert.deepEqual(Object.keys(items[0].event.traits), ['constructor']);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});
