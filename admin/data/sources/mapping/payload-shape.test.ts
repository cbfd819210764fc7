import assert from 'node:assert/strict';
import test from 'node:test';
import { sampleAt, shapeOf } from './payload-shape.ts';

test('a payload tells its paths, its lists and its headers, each with what stands there', () => {
  const body = { id: 7, buyer: { email: 'jo@example.com', phone: null }, tags: ['a', 'b'], lines: [{ sku: 'TEA-1' }] };
  const { values, lists } = shapeOf(JSON.stringify(body), { topic: 'orders/paid' });
  assert.deepEqual(values, [
    { path: 'id', sample: '7' },
    { path: 'buyer.email', sample: 'jo@example.com' },
    { path: 'tags', sample: '["a","b"]' },
    { path: 'header:topic', sample: 'orders/paid' },
  ]);
  assert.deepEqual(lists, [{ path: 'lines', items: [{ path: 'sku', sample: 'TEA-1' }] }]);
  assert.equal(sampleAt(values, 'email | buyer.email|id'), 'jo@example.com');
  assert.equal(sampleAt(values, 'email'), undefined);
});

test('what is wrapped is looked into, and what is no JSON has no paths', () => {
  const wrapped = { type: 'paid', msg: encodeURIComponent(JSON.stringify({ order: { tid: 'E1' } })) };
  assert.deepEqual(
    shapeOf(JSON.stringify(wrapped), {}, 'msg').values.map(({ path }) => path),
    ['type', 'order.tid'],
  );
  assert.deepEqual(shapeOf('%', {}, 'msg'), { values: [], lists: [] });
});
