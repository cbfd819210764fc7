import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createGunzip, gzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { stringifyRow } from '#flow/csv-text.ts';

/** Large enough for lively segments, small enough to keep the repository below a megabyte. */
export const customerCount = 550;

const customerColumn = 6;

/**
 * The customers whose hashed numbers come first: a choice that favours nobody (long-standing or new, big or small) and
 * comes out the same whenever it is made again.
 */
export function chooseCustomers(customers: Iterable<string>, count: number): Set<string> {
  const ranked = [...new Set(customers)].map((customer) => ({
    customer,
    rank: createHash('sha256').update(customer).digest('hex'),
  }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return new Set(ranked.slice(0, count).map(({ customer }) => customer));
}

/** Every line of the chosen customers, unchanged and in the order of the source, as CSV text with its header. */
export function cutRows(rows: readonly (readonly string[])[], count: number): string {
  const [header, ...lines] = rows;
  if (header?.[customerColumn] !== 'CustomerID') throw new Error('Expected CustomerID as the seventh column');
  const known = lines.flatMap((line) => line[customerColumn] || []);
  const chosen = chooseCustomers(known, count);
  const kept = lines.filter((line) => chosen.has(line[customerColumn] ?? ''));
  return [header, ...kept].map((row) => stringifyRow(row)).join('');
}

async function main(source: string, target: string): Promise<void> {
  const rows: string[][] = [];
  for await (const row of createReadStream(source).pipe(createGunzip()).pipe(parse())) rows.push(row as string[]);
  await writeFile(target, await promisify(gzip)(cutRows(rows, customerCount), { level: 9 }));
}

if (import.meta.main) {
  const [source, target = new URL('data/orders.csv.gz', import.meta.url).pathname] = process.argv.slice(2);
  if (source === undefined) {
    console.error('Usage: node demo/cut-orders.ts <online-retail.csv.gz> [target.csv.gz]');
    process.exit(2);
  }
  await main(source, target);
}
