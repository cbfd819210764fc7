import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { Temporal } from 'temporal-polyfill';
import type { ProfileId } from '#contracts/identifiers.ts';
import { profileOfCustomer } from './told-orders.ts';

export interface CountedOrder {
  readonly at: number;
  readonly pence: number;
  readonly refund: boolean;
}

const notGoods = new Set(['POST', 'DOT', 'C2', 'D', 'M', 'S', 'B', 'BANK CHARGES', 'AMAZONFEE', 'CRUK']);

/**
 * Orders and cancellations of each customer, counted from the lines of the file by docs/import.md and by nothing of the
 * product's own code: goods that were sold or given back at a price.
 */
export async function countOrders(file: string): Promise<ReadonlyMap<ProfileId, readonly CountedOrder[]>> {
  let last = '';
  const closed = new Set<string>();
  const invoices = new Map<string, { customer: string; time: string; pence: number; goods: number }>();
  for await (const row of createReadStream(file)
    .pipe(createGunzip())
    .pipe(parse({ from_line: 2 }))) {
    const [number = '', code = '', , quantity = '', time = '', price = '', customer = ''] = row as string[];
    if (number !== last) closed.add(last);
    last = number;
    // Lines of an order stand together.
    if (closed.has(number)) continue;
    if (customer === '' || number.startsWith('A')) continue;
    const invoice = invoices.get(number) ?? { customer, time, pence: 0, goods: 0 };
    invoices.set(number, invoice);
    if (time < invoice.time) invoice.time = time;
    const isWrongWay = Number(quantity) < 0 !== number.startsWith('C');
    if (notGoods.has(code.toUpperCase()) || Number(price) <= 0 || isWrongWay) continue;
    invoice.pence += Math.round(Number(quantity) * Number(price) * 100);
    invoice.goods += 1;
  }
  const sold = [...invoices].filter(([, { goods }]) => goods > 0);
  const byCustomer = Map.groupBy(sold, ([, { customer }]) => profileOfCustomer(customer));
  return new Map(
    [...byCustomer].map(([profile, own]) => [
      profile,
      own
        .map(([number, { time, pence }]) => ({ at: instantOf(time), pence, refund: number.startsWith('C') }))
        .sort((a, b) => a.at - b.at),
    ]),
  );
}

function instantOf(local: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/London').epochMilliseconds;
}
