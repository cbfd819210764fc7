import assert from 'node:assert/strict';
import test from 'node:test';
import { createBesides } from './beside.ts';
import { type Call, newShopper, type Shopper } from './shopper.ts';

const products = [
  { sku: '22423', name: 'Regency cakestand', price: 12.75 },
  { sku: '85123', name: 'Light holder', price: 2.95 },
];

test('what follows from the shop comes to those whom it concerns, each order once', () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const besides = createBesides({ products, shopUrl: 'https://shop.example', random });
  const ann: Shopper = { ...newShopper('a', 'ann'), phase: 'browsing' };
  const track = (event: string, properties: Extract<Call, { type: 'track' }>['properties']): Call => ({
    type: 'track',
    event,
    properties,
  });
  besides.note(newShopper('stranger'), [track('Product Viewed', { product_id: '85123' })], 0);
  besides.note(
    ann,
    [track('Product Viewed', { product_id: '22423' }), track('Order Completed', { order_id: 'W1', products: [] })],
    0,
  );
  const events: string[] = [];
  for (let now = 0; now < 3_600_000; now += 1_000) {
    for (const { shopper, calls } of besides.next(now)) {
      assert.equal(shopper.userId, 'ann', 'nothing comes to somebody who is not known');
      for (const call of calls)
        if (call.type === 'track') events.push(`${call.event} ${call.properties.product_id ?? ''}`.trim());
    }
  }
  assert.equal(events.filter((event) => event === 'Order Delivered').length, 1);
  const kinds = new Set(events);
  for (const event of [
    'Social Engaged',
    'Lead Captured',
    'Order Completed',
    'Product Price Dropped 22423',
    'Product Back In Stock 22423',
  ])
    assert.ok(kinds.has(event), event);
});
