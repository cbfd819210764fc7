import type { JsonObject } from '#contracts/json.ts';
import type { Product } from './shop.ts';

/** A product as the shop's pages tell it, in the words of Segment's ecommerce specification. */
export function productProperties({ sku, name, price }: Product, shopUrl: string): JsonObject {
  return { product_id: sku, name, price, currency: 'GBP', url: `${shopUrl}/products/${encodeURIComponent(sku)}` };
}
