import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { ImportItem } from '#flow/import/import-event.ts';
import { convertRows } from '#flow/import/kind.ts';
import { completeColumnMap, parseColumnMap, unmappedColumns } from '#flow/import/mapping/column-map.ts';
import { orders } from '#flow/import/orders.ts';
import { instantParser } from '#flow/import/parse-value.ts';
import { openCsv } from '#flow/import/read/read-rows.ts';
import { chooseCustomers, customerCount, cutRows } from './cut-orders.ts';
import { orderColumns, orderRules, ordersFile, ordersTimeZone } from './orders.ts';

const text = gunzipSync(await readFile(ordersFile)).toString();

/** The file split by a pattern instead of a CSV parser, and summed in whole pence: another way to the same numbers. */
const lines = text
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const match =
      /^(?<order>\w+),(?<code>[^,]+),(?<name>.*),(?<quantity>-?\d+),(?<time>[^,]+),(?<price>[\d.]+),(?<customer>\d+),(?<country>[^,]+)$/.exec(
        line,
      );
    assert.ok(match?.groups, line);
    return match.groups as Record<'order' | 'code' | 'quantity' | 'time' | 'price' | 'customer', string>;
  });

async function convertAll(shiftWeeks = 0): Promise<ImportItem[]> {
  const { header, portions } = await openCsv(ordersFile);
  const map = completeColumnMap(parseColumnMap(orderColumns, orders.columns), header, orders.columns);
  const context = {
    map,
    unmapped: unmappedColumns(map, header),
    parseInstant: instantParser(ordersTimeZone, shiftWeeks),
    currency: 'GBP',
    orders: orderRules,
  };
  const items: ImportItem[] = [];
  for await (const item of convertRows(orders, portions, context)) items.push(item);
  return items;
}

const items = await convertAll();
const events = items.flatMap((item) => (item.type === 'event' && item.event.type === 'track' ? [item.event] : []));

test('the slice holds the customers that the cut chooses, each with a first and a last order in the year of the source', () => {
  const customers = new Set(lines.map(({ customer }) => customer));
  assert.equal(customers.size, customerCount);
  assert.deepEqual(chooseCustomers(customers, customerCount), chooseCustomers([...customers].reverse(), customerCount));
  const times = lines.map(({ time }) => time);
  assert.deepEqual(times, times.toSorted());
  assert.ok((times[0] ?? '') >= '2010-12-01' && (times.at(-1) ?? '') < '2011-12-10');
});

test('cut again, the slice comes out as it is', () => {
  assert.equal(cutRows(parse(text), customerCount), text);
});

test('the choice depends on the customers alone', () => {
  assert.deepEqual(
    [...chooseCustomers(['3', '1', '2', '1'], 2)].sort(),
    [...chooseCustomers(['2', '3', '1'], 2)].sort(),
  );
  assert.equal(chooseCustomers(['1', '2', '3'], 2).size, 2);
});

test('orders and cancellations come out in the number that an independent count finds', () => {
  const isGoods = (line: (typeof lines)[number]) =>
    /^\d{5}|^PADS$|^DCGS|^gift/.test(line.code) && Number(line.price) > 0;
  const withGoods = new Set(lines.filter(isGoods).map(({ order }) => order));
  const refunds = [...withGoods].filter((order) => order.startsWith('C'));
  assert.equal(events.filter(({ event }) => event === 'Order Refunded').length, refunds.length);
  assert.equal(events.filter(({ event }) => event === 'Order Completed').length, withGoods.size - refunds.length);
  assert.ok(refunds.length > 300, 'cancellations belong to the slice');
});

test('revenue, carriage and discounts add up to what an independent sum finds', () => {
  const goods = lines.filter(({ code, price }) => /^\d{5}|^PADS$|^DCGS|^gift/.test(code) && Number(price) > 0);
  const withGoods = new Set(goods.map(({ order }) => order));
  // No line of this shop has fractions of a penny but a few prices; rounding is per line, as on a bill.
  const pence = (chosen: typeof lines) =>
    chosen.reduce((sum, line) => sum + Math.round(Number(line.price) * Number(line.quantity) * 100), 0);
  const carriage = lines.filter(({ code, order }) => ['POST', 'DOT', 'C2'].includes(code) && withGoods.has(order));
  const sum = (name: string) =>
    events.reduce((total, event) => total + Math.round(Number(event.properties[name] ?? 0) * 100), 0);
  assert.equal(sum('revenue'), pence(goods));
  assert.equal(sum('shipping'), pence(carriage));
  assert.equal(sum('total'), sum('revenue') + sum('shipping') - sum('discount'));
});

test('cancellations are below zero and sales above', () => {
  for (const { event, properties } of events) assert.equal(Number(properties.revenue) < 0, event === 'Order Refunded');
});

test('every line is either in an event or in the report, with its line number', () => {
  const reported = items.flatMap((item) => (item.type === 'rejected' ? [item] : []));
  const inEvents = events.reduce(
    (sum, { properties }) => sum + (properties.products as unknown[]).length + Number(properties.products_omitted ?? 0),
    0,
  );
  const eventOrders = new Set(events.map(({ properties }) => properties.order_id));
  const carriage = lines.filter(
    ({ code, order }) => ['POST', 'DOT', 'C2', 'D'].includes(code) && eventOrders.has(order),
  );
  assert.equal(inEvents + carriage.length + reported.length, lines.length);
  for (const { line, reason } of reported) {
    const source = lines[line - 2];
    assert.ok(source !== undefined);
    if (reason === 'fee') assert.ok(['M', 'BANK CHARGES', 'S', 'B', 'AMAZONFEE', 'CRUK'].includes(source.code));
    if (reason === 'zero_price') assert.equal(Number(source.price), 0);
  }
  assert.deepEqual([...new Set(reported.map(({ reason }) => reason))].sort(), ['fee', 'no_products', 'zero_price']);
});

test('no event is larger than the tracking API takes, and no id is used twice', () => {
  assert.ok(events.every((event) => Buffer.byteLength(JSON.stringify(event)) < 32_000));
  assert.equal(new Set(events.map(({ messageId }) => messageId)).size, events.length);
});

test('shifted by weeks, weekday and time of day in the shop stay, over the change of the clocks too', async () => {
  const shifted = await convertAll(761);
  const local = new Intl.DateTimeFormat('en-GB', {
    timeZone: ordersTimeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  const moved = shifted.flatMap((item) => (item.type === 'event' ? [item.event] : []));
  assert.equal(moved.length, events.length);
  for (const [index, event] of moved.entries()) {
    const before = events[index];
    assert.ok(before?.timestamp && event.timestamp);
    assert.equal(local.format(new Date(event.timestamp)), local.format(new Date(before.timestamp)));
    assert.equal(event.messageId, before.messageId);
  }
});
