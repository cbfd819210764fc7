/**
 * The products of an order of Segment's ecommerce specification: an array of (key, name, quantity, category). The key is the
 * first of sku, product id and name that is told; a product without a quantity is one.
 */
export function productsOf(properties: string): string {
  const told = `JSONExtract(${properties}, 'products', 'Array(Tuple(sku String, product_id String, name String, quantity Float64, category String))')`;
  return `arrayFilter(one -> one.1 != '', arrayMap(
    one -> (multiIf(one.1 != '', one.1, one.2 != '', one.2, one.3), one.3, if(one.4 = 0, 1, abs(one.4)), one.5), ${told}))`;
}
