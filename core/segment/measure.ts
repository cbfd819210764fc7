import type { PropertyTest } from '#contracts/condition.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import { digestNumber } from '../stable-id.ts';
import { toNumber, toText } from './coerce.ts';
import { propertyHolds } from './property-test.ts';
import { isObject, scalarsOf, valueAt } from './property-value.ts';

/**
 * What an event brings to a sum, or to be compared. Amounts are whole ten-thousandths, so that a sum does not depend on
 * its order and is the same in JavaScript and in ClickHouse; beyond 2^53 of them it is rounded.
 */
export type Measure =
  | { readonly of: 'property'; readonly property: string }
  /** As texts, which are told apart by a hash. */
  | { readonly of: 'text'; readonly property: string }
  /** `revenue`, else `total`, else `value` of Segment's ecommerce specification; of a refund as a positive amount. */
  | { readonly of: 'order_value' | 'refund_value' }
  | { readonly of: 'product_value' | 'product_quantity' };

/** What is larger is no amount. */
export const largestAmount = 1e11;

export const orderValueNames = ['revenue', 'total', 'value'] as const;

/** Bits of the hash of a text: among a hundred values no two are ever taken for each other. */
export const textHashBits = 40;

/** What an event brings, each value apart. `product` restricts it to some of its products. */
export function measured(
  measure: Measure,
  properties: JsonObject,
  product: readonly PropertyTest[] | undefined,
): readonly number[] {
  switch (measure.of) {
    case 'property':
      return scalarsOf(valueAt(properties, measure.property)).flatMap((value) => tenThousandths(toNumber(value)));
    case 'text':
      return scalarsOf(valueAt(properties, measure.property)).map((value) => digestNumber(textHashBits, toText(value)));
    case 'order_value':
      return tenThousandths(orderValue(properties));
    case 'refund_value':
      return tenThousandths(Math.abs(orderValue(properties)));
    case 'product_value':
      return productsOf(properties, product).flatMap((item) => {
        const price = amountAt(item, 'price');
        return price === undefined ? [] : tenThousandths(Math.abs(price * (amountAt(item, 'quantity') ?? 1)));
      });
    case 'product_quantity':
      return productsOf(properties, product).flatMap((item) =>
        tenThousandths(Math.abs(amountAt(item, 'quantity') ?? 1)),
      );
  }
}

/** A number as it is compared with amounts. */
export function inTenThousandths(number: number): number {
  return Math.floor(number * 1e4 + 0.5);
}

/** The products of an event that pass all tests; whatever stands there and is no object is none. */
export function productsOf(properties: JsonObject, tests: readonly PropertyTest[] = []): readonly JsonObject[] {
  const products = properties['products'];
  if (!Array.isArray(products)) return [];
  return products.filter(
    (item): item is JsonObject => isObject(item) && tests.every((test) => propertyHolds(test, item)),
  );
}

/** `Math.round` and its namesakes disagree on halves; `floor` does not. */
function tenThousandths(amount: number | undefined): readonly number[] {
  return amount !== undefined && Math.abs(amount) < largestAmount ? [inTenThousandths(amount)] : [];
}

function orderValue(properties: JsonObject): number {
  for (const name of orderValueNames) {
    const amount = amountAt(properties, name);
    if (amount !== undefined && Math.abs(amount) < largestAmount) return amount;
  }
  return 0;
}

function amountAt(values: JsonObject, name: string): number | undefined {
  const value: Json | undefined = Object.hasOwn(values, name) ? values[name] : undefined;
  return typeof value === 'number' || typeof value === 'string' ? toNumber(value) : undefined;
}
