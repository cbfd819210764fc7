import type { PropertyTest } from '#contracts/condition.ts';
import { decimalPattern } from '#core/segment/coerce.ts';
import { firstMillisecond, isoInstantPattern, toInstant } from '#core/segment/iso-instant.ts';
import { listMark } from '#core/segment/property-value.ts';
import type { Parameters } from './parameters.ts';

type Value = string | number | boolean;

/**
 * core/segment/property-test.ts as an SQL expression over a column of JSON text. `x` is the raw JSON of one value; lists
 * are looked at element by element.
 */
export function propertySql(test: PropertyTest, column: JsonColumn, parameters: Parameters): string {
  const values = valuesSql(test.name, column, parameters);
  const some = (condition: string): string => `arrayExists(x -> ifNull(${condition}, false), ${values})`;
  const isThere = test.name.includes(listMark)
    ? `notEmpty(${values})`
    : `(${rawSql(test.name, column, parameters)} NOT IN ('', 'null'))`;
  switch (test.operator) {
    case 'exists':
      return isThere;
    case 'not_exists':
      return `(NOT ${isThere})`;
    case 'equals':
      return some(oneOf([test.value], parameters));
    case 'not_equals':
      return `NOT ${some(oneOf([test.value], parameters))}`;
    case 'one_of':
      return some(oneOf(test.value, parameters));
    case 'all_of': {
      const all = test.value.map((value) => some(oneOf([value], parameters)));
      return `(${all.join(' AND ')})`;
    }
    case 'none_of':
      return `NOT ${some(oneOf(test.value, parameters))}`;
    case 'contains': {
      const wanted = parameters.bind('String', String(test.value).toLowerCase());
      return some(`${isScalar} AND position(lowerUTF8(${text}), ${wanted}) > 0`);
    }
    case 'starts_with':
    case 'ends_with': {
      const wanted = parameters.bind('String', String(test.value).toLowerCase());
      const matches = test.operator === 'starts_with' ? 'startsWith' : 'endsWith';
      return some(`${isScalar} AND ${matches}(lowerUTF8(${text}), ${wanted})`);
    }
    case 'between': {
      const [low, high] = test.value.map((value) => parameters.bind('Float64', value));
      return some(`${number} >= ${low} AND ${number} <= ${high}`);
    }
    case 'before':
    case 'after': {
      const wanted = toInstant(test.value);
      if (wanted === undefined) return 'false';
      return some(`${instant} ${test.operator === 'before' ? '<' : '>'} ${parameters.bind('Float64', wanted)}`);
    }
    case 'greater':
    case 'at_least':
    case 'less':
    case 'at_most':
      return ordered(test.value, comparisons[test.operator], parameters, some);
  }
}

/** A column of JSON text, or `item`: one product, as JSON text. */
export type JsonColumn = 'properties' | 'traits' | 'item';

/** The JSON text of the value at a path with dots. */
export function rawSql(name: string, column: JsonColumn, parameters: Parameters): string {
  const path = name.split('.').map((key) => parameters.bind('String', key));
  return `JSONExtractRaw(${column}, ${path.join(', ')})`;
}

/** Whether a condition on `x` holds for the value, or for one of the elements of a list. */
export function someSql(raw: string, condition: string): string {
  return `arrayExists(x -> ifNull(${condition}, false), ${elementsSql(raw)})`;
}

/** What a test looks at, as an array of JSON texts: see core/segment/property-value.ts. */
export function valuesSql(name: string, column: JsonColumn, parameters: Parameters): string {
  const list = name.indexOf(listMark);
  if (list < 0) return elementsSql(rawSql(name, column, parameters));
  const found = valuesSql(name.slice(list + listMark.length), 'item', parameters);
  return `arrayFilter(x -> x NOT IN ('', 'null'), arrayFlatten(arrayMap(item -> ${found}, ${itemsSql(name.slice(0, list), column, parameters)})))`;
}

/** The objects of a list, as an array of JSON texts. */
export function itemsSql(name: string, column: JsonColumn, parameters: Parameters): string {
  return `arrayFilter(item -> startsWith(item, '{'), JSONExtractArrayRaw(${rawSql(name, column, parameters)}))`;
}

function elementsSql(raw: string): string {
  return `if(startsWith(${raw}, '['), JSONExtractArrayRaw(${raw}), [${raw}])`;
}

const comparisons = { greater: '>', at_least: '>=', less: '<', at_most: '<=' } as const;

const isText = `startsWith(x, '"')`;
const plain = `if(${isText}, JSONExtractString(x), x)`;
/** Of `x`. */
export const isScalar = `match(x, '^["0-9tf-]')`;
// ClickHouse writes 1e21 where JavaScript writes 1e+21.
export const text = `if(${isText}, JSONExtractString(x), replaceRegexpOne(x, '^([0-9.-]+e)([0-9])', '\\\\1+\\\\2'))`;
/** NULL where `x` stands for none. */
export const number = `if(match(${plain}, '${quoted(decimalPattern)}'), toFloat64OrNull(${plain}), NULL)`;
const instantOfText = `if(match(JSONExtractString(x), '${quoted(isoInstantPattern)}'), toFloat64(toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(JSONExtractString(x), 3, 'UTC'))), NULL)`;
/** The instant that `x` stands for, in milliseconds since 1970; NULL where it stands for none. */
export const instant = `if(${isText}, ${instantOfText}, if(abs(${number}) < ${firstMillisecond}, ${number} * 1000, ${number}))`;

/** Each wanted value compares after its own type. */
function oneOf(wanted: readonly Value[], parameters: Parameters): string {
  const texts = wanted.filter((value) => typeof value === 'string');
  const numbers = wanted.filter((value) => typeof value === 'number');
  const alternatives = [
    texts.length > 0 && `(${isScalar} AND has(${parameters.bind('Array(String)', texts)}, ${text}))`,
    numbers.length > 0 && `arrayExists(y -> y = ${number}, ${parameters.bind('Array(Float64)', numbers)})`,
    wanted.includes(true) && `lowerUTF8(${plain}) IN ('true', '1')`,
    wanted.includes(false) && `lowerUTF8(${plain}) IN ('false', '0')`,
  ];
  return alternatives.filter((alternative) => alternative !== false).join(' OR ');
}

function ordered(
  wanted: Value,
  comparison: string,
  parameters: Parameters,
  some: (condition: string) => string,
): string {
  if (typeof wanted === 'number') return some(`${number} ${comparison} ${parameters.bind('Float64', wanted)}`);
  if (typeof wanted === 'boolean') return 'false';
  return some(`${isScalar} AND ${text} ${comparison} ${parameters.bind('String', wanted)}`);
}

export function quoted(pattern: string): string {
  return pattern.replaceAll('\\', '\\\\');
}
