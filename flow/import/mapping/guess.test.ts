import assert from 'node:assert/strict';
import test from 'node:test';
import type { ImportFormat } from '#contracts/import.ts';
import { ImportMistake } from '../import-mistake.ts';
import { formatOf } from '../read/detect-format.ts';
import type { Row } from '../row.ts';
import { guessMapping } from './guess-mapping.ts';

const simplified = '会员编号,手机号,姓名,城市\n1,13800138000,李明,上海\n2,13900139000,王芳,北京\n';
const traditional = '會員編號,電子郵件,姓名,城市\n1,a@example.com,陳大文,台北\n2,b@example.com,林小美,高雄\n';

/** Bytes of a text in an encoding that Node can read and not write: found by decoding every pair of bytes. */
function encode(text: string, encoding: string): Buffer {
  const codes = new Map<string, number[]>();
  const decoder = new TextDecoder(encoding);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const letter = decoder.decode(Uint8Array.of(lead, trail));
      if ([...letter].length === 1 && letter !== '\uFFFD' && !codes.has(letter)) codes.set(letter, [lead, trail]);
    }
  }
  return Buffer.from(
    [...text].flatMap((letter) => (letter < '\u0080' ? [letter.charCodeAt(0)] : (codes.get(letter) ?? []))),
  );
}

test('the encoding of a file is told from its bytes', () => {
  const cases: [Buffer, ImportFormat['encoding']][] = [
    [Buffer.from('id,name\n1,Ann\n'), 'utf-8'],
    [Buffer.from(`\uFEFF${simplified}`), 'utf-8'],
    [Buffer.from(`\uFEFF${simplified}`, 'utf16le'), 'utf-16le'],
    [encode(simplified, 'gb18030'), 'gb18030'],
    [encode(traditional, 'big5'), 'big5'],
    [Buffer.from('id,name\n1,Jos\u00e9\n2,Zo\u00eb\n', 'latin1'), 'windows-1252'],
    // The sample may end within a letter.
    [Buffer.from(simplified).subarray(0, -2), 'utf-8'],
  ];
  for (const [bytes, encoding] of cases) assert.equal(formatOf(bytes).encoding, encoding);
});

test('what is no text is refused, and odd signs in a text are not', () => {
  const noise = Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * 7_919 + (index >> 3) * 131) & 0xff));
  for (const bytes of [
    noise,
    Buffer.concat([Buffer.from('PK\u0003\u0004'), noise]),
    Buffer.from('id,name\n', 'utf16le'),
  ])
    assert.throws(() => formatOf(bytes), ImportMistake);
  assert.equal(formatOf(Buffer.from(`id,name\n${'1,Ann\n'.repeat(50)}2,B\u0000\u001aob\n`)).type, 'csv');
});

test('what parts and quotes the cells is told from the lines', () => {
  const of = (text: string) => {
    const { type, delimiter, quote } = formatOf(Buffer.from(text));
    return { type, delimiter, quote };
  };
  assert.deepEqual(of('a;b;c\n1,5;2;3\n4;5,1;6\n'), { type: 'csv', delimiter: ';', quote: '"' });
  assert.deepEqual(of('a\tb\nx, y\tz\n'), { type: 'csv', delimiter: '\t', quote: '"' });
  assert.deepEqual(of('a,b\n"x, y",z\n"u, v",w\n'), { type: 'csv', delimiter: ',', quote: '"' });
  assert.deepEqual(of("'a','b'\n'x, y','z'\n"), { type: 'csv', delimiter: ',', quote: "'" });
  assert.deepEqual(of("a,b\nit's,that's\n"), { type: 'csv', delimiter: ',', quote: '"' });
  assert.equal(of('{"a":1}\n{"a":2}\n').type, 'jsonl');
  assert.equal(of('only\n1\n').delimiter, ',');
});

const rowsOf = (header: readonly string[], ...cells: readonly string[][]): Row[] =>
  cells.map((own, index) => ({
    type: 'row',
    line: index + 2,
    values: Object.fromEntries(header.map((column, place) => [column, own[place] ?? ''])),
  }));
const guess = (header: readonly string[], ...cells: string[][]) => {
  const { kind, columns, timeFormat } = guessMapping(header, rowsOf(header, ...cells), {
    timeZone: 'UTC',
    currency: 'GBP',
  });
  return { kind, timeFormat, targets: columns.map(({ target }) => target) };
};

test('columns are known by their names in three languages', () => {
  assert.deepEqual(guess(['User ID', 'E-mail', 'First name', 'Favourite colour', 'Created at']), {
    kind: 'customers',
    timeFormat: 'auto',
    targets: ['userId', 'email', 'traits.firstName', 'traits.Favourite colour', 'traits.createdAt'],
  });
  assert.deepEqual(guess(['会员编号', '手机号', '生日', '微信OpenID', '会员卡号']).targets, [
    'userId',
    'phone',
    'traits.birthday',
    'externalIds.wechat_openid',
    'externalIds.loyalty_card',
  ]);
  assert.deepEqual(guess(['訂單編號', '會員編號', '訂單日期', '商品編號', '商品名稱', '數量', '單價', '備註'], []), {
    kind: 'orders',
    timeFormat: 'auto',
    targets: ['orderId', 'userId', 'timestamp', 'sku', 'name', 'quantity', 'price', 'ignore'],
  });
  const retail = [
    'InvoiceNo',
    'StockCode',
    'Description',
    'Quantity',
    'InvoiceDate',
    'UnitPrice',
    'CustomerID',
    'Country',
  ];
  assert.deepEqual(guess(retail, ['536365', '85123A', 'HOLDER', '6', '12/1/2010 8:26', '2.55', '17850', 'UK']), {
    kind: 'orders',
    timeFormat: 'day_first',
    targets: ['orderId', 'sku', 'name', 'quantity', 'timestamp', 'price', 'userId', 'ignore'],
  });
});

test('columns that their names do not tell are known by what stands in them', () => {
  const found = guess(['a', 'b', 'c', 'event'], ['x@example.com', '+44 7700 900123', '2026/3/31 10:00', 'Seen']);
  assert.deepEqual(found.targets, ['email', 'phone', 'timestamp', 'event']);
  assert.equal(guess(['when', 'event'], ['3/31/2026', 'Seen']).timeFormat, 'month_first');
  assert.deepEqual(guess(['event', 'amount'], ['Seen', '20260301']).targets, ['event', 'properties.amount']);
});

test('fields within traits or properties are known by their own names', () => {
  assert.deepEqual(
    guess(['userId', 'traits.email', 'traits.city', 'traits.first_name', 'traits.address.street']).targets,
    ['userId', 'email', 'traits.city', 'traits.firstName', 'traits.address.street'],
  );
  assert.deepEqual(guess(['userId', 'event', 'properties.total', 'traits.city'], []).targets, [
    'userId',
    'event',
    'properties.total',
    'properties.traits.city',
  ]);
});
