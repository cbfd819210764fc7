import { importPersonTargets } from '#contracts/import.ts';
import type { JsonObject } from '#contracts/json.ts';
import { derivedMessageId, type ImportItem, type RejectedRow, rejected } from './import-event.ts';
import type { ConversionContext } from './kind.ts';
import { type OrderLine, readOrderLine } from './order-line.ts';
import { isoText, parseNumber } from './parse-value.ts';
import { aboutCell, cell, personOf } from './person.ts';
import type { Row } from './row.ts';

/** Leaves room within the 32 KB of an event for everything that is not a product. */
const productBytes = 28_000;

/**
 * `Order Completed` (or `Order Refunded`, with amounts below zero) of Segment's ecommerce specification from the rows of
 * one order. `revenue` is the goods alone, `total` what was paid. What does not count stands before it, row by row.
 */
export function convertOrder(
  orderId: string,
  rows: readonly Row[],
  context: ConversionContext,
  extraProperties: (row: Row) => JsonObject,
): ImportItem[] {
  const [first] = rows;
  if (first === undefined) return [];
  const all = (reason: RejectedRow['reason'], detail: string, about = aboutCell(context, 'orderId', orderId)) =>
    rows.map((row) => rejected(row.line, reason, detail, about));
  const { adjustmentPrefix, refundPrefix } = context.orders;
  if (startsWith(orderId, adjustmentPrefix)) return all('adjustment', `order ${orderId} corrects the books`);
  const person = personOf(first, context);
  if (person === undefined) return all('missing_person', `order ${orderId} names no customer`);
  if (rows.some((row) => !samePerson(row, first, context))) {
    return all('conflicting_person', `the lines of order ${orderId} name several customers`);
  }
  const times = rows.map((row) => context.parseInstant(cell(row, context, 'timestamp')));
  const unread = times.indexOf(undefined);
  if (unread >= 0) {
    const text = cell(rows[unread] ?? first, context, 'timestamp');
    return all('invalid_time', `"${text}" is no time`, aboutCell(context, 'timestamp', text));
  }
  const at = times.flatMap((time) => time ?? []).reduce((a, b) => Math.min(a, b));

  const refund = startsWith(orderId, refundPrefix);
  const amounts = context.map.has('total') ? readTotal(rows, context) : readLines(rows, refund, context);
  if (amounts.properties === undefined) return amounts.problems;
  const event = refund ? 'Order Refunded' : 'Order Completed';
  return [
    ...amounts.problems,
    {
      type: 'event',
      line: first.line,
      event: {
        type: 'track',
        messageId: derivedMessageId('order', event, orderId),
        ...person,
        timestamp: isoText(at),
        event,
        properties: {
          order_id: orderId,
          ...amounts.properties,
          currency: cell(first, context, 'currency') || context.currency,
          ...extraProperties(first),
        },
      },
    },
  ];
}

interface Amounts {
  readonly problems: RejectedRow[];
  readonly properties: JsonObject | undefined;
}

/** A file with one row per order says its total itself. */
function readTotal([first, ...others]: readonly Row[], context: ConversionContext): Amounts {
  const problems = others.map((row) => rejected(row.line, 'repeated_order', 'the order stands in the file already'));
  const text = first === undefined ? '' : cell(first, context, 'total');
  const total = parseNumber(text);
  if (total !== undefined) return { problems, properties: { revenue: total, total, products: [] } };
  problems.unshift(
    rejected(first?.line ?? 0, 'invalid_number', `total "${text}" is no number`, aboutCell(context, 'total', text)),
  );
  return { problems, properties: undefined };
}

function readLines(rows: readonly Row[], refund: boolean, context: ConversionContext): Amounts {
  const problems: RejectedRow[] = [];
  const lines: OrderLine[] = [];
  for (const row of rows) {
    const line = readOrderLine(row, refund, context);
    if (line.type === 'rejected') problems.push(line);
    else lines.push(line);
  }
  const products = lines.filter((line) => line.type === 'product');
  if (products.length === 0) {
    for (const row of rows) {
      if (problems.some((problem) => problem.line === row.line)) continue;
      problems.push(rejected(row.line, 'no_products', 'nothing was sold in this order but carriage or a discount'));
    }
    return { problems, properties: undefined };
  }
  const sum = (type: OrderLine['type']) =>
    lines.reduce((cents, line) => (line.type === type ? cents + line.cents : cents), 0);
  const revenue = sum('product');
  const shipping = sum('shipping');
  const discount = -sum('discount');
  const properties = {
    revenue: revenue / 100,
    total: (revenue + shipping - discount) / 100,
    ...(shipping !== 0 && { shipping: shipping / 100 }),
    ...(discount !== 0 && { discount: discount / 100 }),
    ...productList(products),
  };
  return { problems, properties };
}

/** The products as the specification writes them. Of an order too long for one event the least valuable are left out. */
function productList(lines: readonly OrderLine[]): JsonObject {
  const kept = new Set<OrderLine>();
  let room = productBytes;
  for (const line of [...lines].sort((a, b) => Math.abs(b.cents) - Math.abs(a.cents))) {
    room -= Buffer.byteLength(JSON.stringify(product(line))) + 1;
    if (room < 0) break;
    kept.add(line);
  }
  const omitted = lines.length - kept.size;
  const products = lines.filter((line) => kept.has(line)).map(product);
  return omitted > 0 ? { products, products_omitted: omitted } : { products };
}

function product({ sku, name, price, quantity }: OrderLine): JsonObject {
  return { product_id: sku, ...(name && { name }), price, quantity };
}

function samePerson(row: Row, other: Row, context: ConversionContext): boolean {
  return importPersonTargets.every((target) => cell(row, context, target) === cell(other, context, target));
}

function startsWith(orderId: string, prefix: string): boolean {
  return prefix !== '' && orderId.startsWith(prefix);
}
