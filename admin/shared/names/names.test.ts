import assert from 'node:assert/strict';
import test from 'node:test';
import { isNamed } from './is-named.ts';
import { createNames } from './names.ts';

const names = createNames(
  {
    events: [{ name: 'Order Completed', displayName: 'Paid' }],
    properties: [
      { event: 'Order Completed', name: 'store', displayName: 'Branch' },
      { event: 'Visit', name: 'store', displayName: 'Shop' },
    ],
    traits: [{ name: 'tier', displayName: 'Club' }],
  },
  {
    event: { 'Order Completed': '完成订单', 'Product Viewed': '浏览商品' },
    property: { store: '门店', price: '单价' },
    trait: { email: '电子邮箱' },
  },
);

test('what the team gave goes before the words of the language, and what has neither stays as it is sent', () => {
  assert.deepEqual(['Order Completed', 'Product Viewed', 'Waved'].map(names.event), ['Paid', '浏览商品', 'Waved']);
  assert.deepEqual(['tier', 'email', 'shoeSize'].map(names.trait), ['Club', '电子邮箱', 'shoeSize']);
});

test('a property is named for its event; where the event is not known, for any that has a name for it', () => {
  const stores = ['Order Completed', 'Visit', 'Other', undefined].map((event) => names.property(event, 'store'));
  assert.deepEqual(stores, ['Branch', 'Shop', '门店', 'Shop']);
  assert.deepEqual([names.property('Visit', 'price'), names.property(undefined, 'aisle')], ['单价', 'aisle']);
});

test('a name that every object has is a name like others', () => {
  assert.deepEqual([names.event('constructor'), names.trait('__proto__')], ['constructor', '__proto__']);
});

test('a name is found by what is sent, by what is shown, and by how Chinese sounds', () => {
  const found = ['order', '订单 ', 'dingdan', 'refund', ''].map((wanted) =>
    isNamed('Order Completed', '完成订单', wanted),
  );
  assert.deepEqual(found, [true, true, true, false, true]);
});
