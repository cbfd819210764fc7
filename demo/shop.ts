import type { RejectedRow } from '#flow/import/import-event.ts';
import { openCsv } from '#flow/import/read/read-rows.ts';
import type { Row } from '#flow/import/row.ts';
import { ordersFile } from './orders.ts';

export interface Product {
  readonly sku: string;
  readonly name: string;
  /** In pounds; the price that most order lines had. */
  readonly price: number;
}

export interface Customer {
  readonly id: string;
  readonly country: string;
  /** Local time of her first order, as the source writes it. */
  readonly firstOrderAt: string;
}

export interface Shop {
  /** In the order of their first orders. */
  readonly customers: readonly Customer[];
  /** What is ordered most often, the most popular first. */
  readonly products: readonly Product[];
  /** Local time of the newest order. */
  readonly lastOrderAt: string;
  /** Lines of the file, header included. */
  readonly lineCount: number;
}

const productCount = 200;

/** Whom and what the demo brand knows, all of it read from its orders. */
export async function readShop(): Promise<Shop> {
  const customers = new Map<string, Customer>();
  const lines = new Map<string, { names: Map<string, number>; prices: Map<string, number>; orders: Set<string> }>();
  let lastOrderAt = '';
  let lineCount = 1;
  const note = (row: Row | RejectedRow) => {
    lineCount++;
    if (row.type === 'rejected') return;
    const { InvoiceNo = '', StockCode = '', Description = '', InvoiceDate = '', UnitPrice = '' } = row.values;
    const { CustomerID: id = '', Country: country = '' } = row.values;
    if (!customers.has(id)) customers.set(id, { id, country, firstOrderAt: InvoiceDate });
    if (InvoiceDate > lastOrderAt) lastOrderAt = InvoiceDate;
    if (InvoiceNo.startsWith('C') || !/^\d{5}/.test(StockCode) || Number(UnitPrice) <= 0) return;
    const line = lines.get(StockCode) ?? { names: new Map(), prices: new Map(), orders: new Set() };
    lines.set(StockCode, line);
    line.names.set(Description, (line.names.get(Description) ?? 0) + 1);
    line.prices.set(UnitPrice, (line.prices.get(UnitPrice) ?? 0) + 1);
    line.orders.add(InvoiceNo);
  };
  const source = await openCsv(ordersFile);
  for await (const rows of source.portions) for (const row of rows) note(row);
  source.close();
  const products = [...lines]
    .sort(([, a], [, b]) => b.orders.size - a.orders.size)
    .slice(0, productCount)
    .map(([sku, { names, prices }]) => ({
      sku,
      name: sentenceCase(mostFrequent(names)),
      price: Number(mostFrequent(prices)),
    }));
  return { customers: [...customers.values()], products, lastOrderAt, lineCount };
}

function mostFrequent(counts: ReadonlyMap<string, number>): string {
  let best: readonly [string, number] = ['', 0];
  for (const entry of counts) if (entry[1] > best[1]) best = entry;
  return best[0];
}

/** The source writes names in capitals; shouted, they would spoil every mail. */
export function sentenceCase(name: string): string {
  const lower = name.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}
