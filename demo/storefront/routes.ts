import type { FastifyInstance, FastifyReply } from 'fastify';
import { readShop, type Shop } from '../shop.ts';
import { escapeHtml, productCard, productGrid, storefrontPage, storefrontPolicy } from './page.ts';

export interface StorefrontOptions {
  /** Asked for each page, so that a key that was replaced is not kept. Undefined: the shop shows, but tracks nothing. */
  readonly writeKey: () => string | undefined;
}

/**
 * The demo brand's shop under /demo/shop: where the links of its messages lead, and where a newcomer can be a shopper
 * herself. Mount it beside the hosted pages: `app.register(createStorefront(options))`.
 */
export function createStorefront({ writeKey }: StorefrontOptions): (app: FastifyInstance) => Promise<void> {
  let shop: Promise<Shop> | undefined;
  // Read at the first visit: half a second that a start without visitors does not spend.
  const open = () => {
    shop ??= readShop();
    return shop;
  };
  return async (app) => {
    app.get('/demo/shop', async (_request, reply) => {
      const { products } = await open();
      return await send(
        reply,
        'Online Retail',
        `<h1>Gifts for no reason at all</h1>${productGrid(products.slice(0, 48))}`,
      );
    });

    app.get<{ Params: { sku: string } }>('/demo/shop/products/:sku', async ({ params: { sku } }, reply) => {
      const product = (await open()).products.find((one) => one.sku === sku);
      if (product === undefined)
        return await send(reply.code(404), 'Not found', '<h1>We do not have this any more</h1>');
      const url = `${publicUrl(reply)}/demo/shop/products/${encodeURIComponent(sku)}`;
      const properties = { product_id: sku, name: product.name, price: product.price, currency: 'GBP', url };
      return await send(reply, product.name, productCard(product), properties);
    });

    app.get<{ Params: { order: string } }>('/demo/shop/orders/:order', async ({ params: { order } }, reply) => {
      const body = `<div class="card"><h1>Order ${escapeHtml(order)}</h1><p>We are packing it.</p></div>`;
      return await send(reply, `Order ${order}`, body);
    });
  };

  function send(
    reply: FastifyReply,
    title: string,
    body: string,
    product?: Record<string, string | number>,
  ): FastifyReply {
    const key = writeKey() ?? '';
    const page = storefrontPage({ title, writeKey: key, body, ...(product !== undefined && { product }) });
    return reply
      .headers({
        'content-security-policy': storefrontPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cache-control': 'no-store',
      })
      .type('text/html; charset=utf-8')
      .send(page);
  }
}

function publicUrl({ request }: FastifyReply): string {
  return `${request.protocol}://${request.host}`;
}
