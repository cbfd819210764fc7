import fc from 'fast-check';
import type { PropertyTest } from '#contracts/condition.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { propertyHolds } from '#core/segment/property-test.ts';
import type { Scalar } from '#core/segment/property-value.ts';
import type { SegmentSettings } from '#core/segment/segment-settings.ts';
import { compares, comparisons, exact } from './aggregate.ts';
import { type Entry, type HappenedEntry, hasHappened } from './entry.ts';
import { countingReference, frequencies } from './frequency.ts';
import type { TestedKind } from './kind.ts';
import { propertyTests } from './property.ts';
import { edgesOfWindow, isInWholeUnits, labelOfWindow, timeWindows } from './window.ts';

type OrderCondition = Extract<LeafCondition, { type: 'order' }>;
type OrderAmountCondition = Extract<LeafCondition, { type: 'order_amount' }>;

const productTests = fc.oneof(
  fc.record({
    name: fc.constant('category'),
    operator: fc.constantFrom('equals', 'not_equals'),
    value: fc.constantFrom('toys', 'books'),
  }),
  fc.record({
    name: fc.constant('price'),
    operator: fc.constantFrom('at_least', 'less'),
    value: fc.constantFrom(5, 9.99, 20),
  }),
  propertyTests,
) as fc.Arbitrary<PropertyTest>;
const restriction = {
  where: fc.oneof(
    { weight: 4, arbitrary: fc.constant<PropertyTest[]>([]) },
    { weight: 1, arbitrary: fc.array(propertyTests, { maxLength: 1 }) },
  ),
  product: fc.option(fc.array(productTests, { minLength: 1, maxLength: 2 }), { nil: undefined }),
};

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function productsOf(entry: HappenedEntry, tests: readonly PropertyTest[] = []): readonly JsonObject[] {
  const products = entry.type === 'event' ? entry.properties['products'] : undefined;
  if (!Array.isArray(products)) return [];
  return products.filter(isObject).filter((item) => tests.every((test) => propertyHolds(test, item)));
}

function isOf(
  name: string,
  { where, product }: Pick<OrderCondition, 'where' | 'product'>,
  entry: HappenedEntry,
): boolean {
  if (entry.type !== 'event' || entry.name !== name) return false;
  if (!where.every((test) => propertyHolds(test, entry.properties))) return false;
  return product === undefined || productsOf(entry, product).length > 0;
}

export const order: TestedKind<OrderCondition> = {
  arbitrary: fc
    .record({ ...restriction, frequency: frequencies })
    .map(({ product, ...rest }) => ({ type: 'order' as const, ...rest, ...(product && { product }) })),
  ...countingReference((condition, entry, { orderEvent }) => isOf(orderEvent, condition, entry)),
};

const scalarAt = (values: JsonObject, name: string): Scalar | undefined => {
  const value = values[name];
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
};

/** In ten-thousandths. */
function brought({ measure, product }: OrderAmountCondition, entry: HappenedEntry, isRefund: boolean): number {
  if (entry.type !== 'event') return 0;
  if (measure === 'value' && product === undefined) {
    const [amount = 0n] = ['revenue', 'total', 'value'].flatMap((name) => exact(scalarAt(entry.properties, name)));
    return isRefund ? Math.abs(Number(amount)) : Number(amount);
  }
  const each = productsOf(entry, product).flatMap((item) => {
    const quantity = exactly(item, 'quantity') ?? 1;
    if (measure === 'quantity') return exact(Math.abs(quantity));
    const price = exactly(item, 'price');
    return price === undefined ? [] : exact(Math.abs(price * quantity));
  });
  return each.reduce((all, one) => all + Number(one), 0);
}

function exactly(item: JsonObject, name: string): number | undefined {
  const value = scalarAt(item, name);
  if (typeof value === 'number') return value;
  return value !== undefined && /^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$/.test(`${value}`) ? Number(value) : undefined;
}

function partsOf(condition: OrderAmountCondition, history: readonly Entry[], { orderEvent }: SegmentSettings) {
  return history
    .filter(hasHappened)
    .flatMap((entry) => [
      ...(isOf(orderEvent, condition, entry) ? [{ at: entry.at, value: brought(condition, entry, false) }] : []),
      ...(isOf('Order Refunded', condition, entry) ? [{ at: entry.at, value: -brought(condition, entry, true) }] : []),
    ]);
}

export const orderAmount: TestedKind<OrderAmountCondition> = {
  arbitrary: fc
    .record({
      measure: fc.constantFrom('value', 'quantity'),
      ...restriction,
      comparison: comparisons,
      number: fc.constantFrom(-1, 0, 1, 2, 10, 19.99, 100),
      window: fc.option(timeWindows, { nil: undefined, freq: 4 }),
    })
    .map(({ product, window, ...rest }) => ({
      ...{ type: 'order_amount' as const, ...rest },
      ...(product && { product }),
      ...(window && { window }),
    })),
  label: ({ measure, product, window }) => `${measure}${product ? ' of products' : ''} ${labelOfWindow(window)}`,
  holds: (condition, history, { now, settings }) => {
    const sum = partsOf(condition, history, settings)
      .filter(({ at }) => isInWholeUnits(condition.window, at, now, settings.timeZone))
      .reduce((all, { value }) => all + value, 0);
    return compares(condition.comparison, sum, Math.floor(condition.number * 1e4 + 0.5));
  },
  edges: (condition, history, settings) =>
    partsOf(condition, history, settings).flatMap(({ at }) => edgesOfWindow(condition.window, at, settings.timeZone)),
};
