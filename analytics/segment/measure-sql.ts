import type { PropertyTest } from '#contracts/condition.ts';
import { largestAmount, type Measure, orderValueNames, textHashBits } from '#core/segment/measure.ts';
import { productsSql } from './happenings-sql.ts';
import type { Parameters } from './parameters.ts';
import { isScalar, numberOf, rawSql, textOf, valuesSql } from './property-sql.ts';

/** core/segment/measure.ts in SQL: what an event brings, as an array of whole numbers. */
export function measureSql(
  measure: Measure,
  product: readonly PropertyTest[] | undefined,
  parameters: Parameters,
): string {
  switch (measure.of) {
    case 'property':
      return amounts(`arrayMap(x -> ${numberOf('x')}, ${valuesSql(measure.property, 'properties', parameters)})`);
    case 'text': {
      const texts = `arrayMap(x -> ${textOf('x')}, arrayFilter(x -> ${isScalar('x')}, ${valuesSql(measure.property, 'properties', parameters)}))`;
      // Of the bytes of a number the least comes first.
      const digest = `reverse(substring(SHA256(x), 1, ${textHashBits / 8}))`;
      return `arrayMap(x -> toInt64(reinterpretAsUInt64(${digest})), ${texts})`;
    }
    case 'order_value':
      return amounts(`[${orderValueSql(parameters)}]`);
    case 'refund_value':
      return amounts(`[abs(${orderValueSql(parameters)})]`);
    case 'product_value':
      return amounts(
        `arrayMap(item -> abs(${amountOf('item', 'price', parameters)} * ${quantity(parameters)}), ${productsSql(product ?? [], parameters)})`,
      );
    case 'product_quantity':
      return amounts(`arrayMap(item -> abs(${quantity(parameters)}), ${productsSql(product ?? [], parameters)})`);
  }
}

/** Whole ten-thousandths of those that are amounts. */
function amounts(values: string): string {
  const isAmount = `y IS NOT NULL AND abs(y) < ${largestAmount}`;
  return `arrayMap(y -> toInt64(floor(assumeNotNull(y) * 10000 + 0.5)), arrayFilter(y -> ${isAmount}, ${values}))`;
}

function orderValueSql(parameters: Parameters): string {
  const found = orderValueNames.map((name) => {
    const amount = amountOf('properties', name, parameters);
    return `if(abs(${amount}) < ${largestAmount}, ${amount}, NULL)`;
  });
  return `coalesce(${found.join(', ')}, 0)`;
}

function quantity(parameters: Parameters): string {
  return `ifNull(${amountOf('item', 'quantity', parameters)}, 1)`;
}

/** NULL where there is none. */
function amountOf(
  column: 'properties' | 'item',
  name: 'price' | 'quantity' | (typeof orderValueNames)[number],
  parameters: Parameters,
): string {
  return numberOf(rawSql(name, column, parameters));
}
