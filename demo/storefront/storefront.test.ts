import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import fastify from 'fastify';
import { productCard, storefrontPage } from './page.ts';
import { createStorefront } from './routes.ts';

const app = fastify();
await app.register(createStorefront({ writeKey: () => 'write-key' }));
test.after(() => app.close());

test('the shop lists products, and each has a page that tracks it with the write key', async () => {
  const list = await app.inject('/demo/shop');
  assert.equal(list.statusCode, 200);
  const address = /href="(\/demo\/shop\/products\/[^"]+)"/.exec(list.body)?.[1];
  assert.ok(address);
  const page = await app.inject(address);
  assert.equal(page.statusCode, 200);
  const data = JSON.parse(/<script type="application\/json" id="shop">(.*?)<\/script>/.exec(page.body)?.[1] ?? '');
  assert.equal(data.writeKey, 'write-key');
  assert.equal(`/demo/shop/products/${data.product.product_id}`, address);
  assert.equal((await app.inject('/demo/shop/products/none')).statusCode, 404);
  assert.equal((await app.inject('/demo/shop/orders/W1')).statusCode, 200);
});

test('the policy allows the script that the page carries, and no other', async () => {
  const { body, headers } = await app.inject('/demo/shop');
  const script = /<script>([\s\S]*?)<\/script>/.exec(body)?.[1] ?? '';
  const hash = createHash('sha256').update(script).digest('base64');
  assert.ok(String(headers['content-security-policy']).includes(`script-src 'sha256-${hash}'`));
});

test('text from elsewhere stays text', async () => {
  const { body } = await app.inject('/demo/shop/orders/%3Cimg%20src=x%3E');
  assert.doesNotMatch(body, /<img/);
  assert.doesNotMatch(productCard({ sku: '"><b>', name: '<b>', price: 1 }), /<b>/);
  const page = storefrontPage({ title: 't', writeKey: '</script><b>', body: '' });
  assert.doesNotMatch(page, /<\/script><b>/);
});
