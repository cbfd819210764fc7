import type { PropertyTest } from '#contracts/condition.ts';
import { propertyColumn } from '#contracts/property-columns.ts';
import { decimalPattern } from '#core/segment/coerce.ts';
import { listMark } from '#core/segment/property-value.ts';
import { firstMillisecond, isoInstantPattern, toInstant } from '#core/segment/time/iso-instant.ts';
import type { Parameters } from './parameters.ts';

type Value = string | number | boolean;

/**
 * core/segment/property-test.ts as an SQL expression over a column of JSON text. Lists are looked at element by element.
 */
export function propertySql(test: PropertyTest, column: JsonColumn, parameters: Parameters): string {
  const some = (condition: Condition): string => someOf(test.name, condition, column, parameters);
  const isThere = test.name.includes(listMark)
    ? `notEmpty(${valuesSql(test.name, column, parameters)})`
    : `(${rawSql(test.name, column, parameters)} NOT IN ('', 'null'))`;
  switch (test.operator) {
    case 'exists':
      return isThere;
    case 'not_exists':
      return `(NOT ${isThere})`;
    case 'equals':
      return oneOf(test.name, [test.value], column, parameters);
    case 'not_equals':
      return `NOT ${oneOf(test.name, [test.value], column, parameters)}`;
    case 'one_of':
      return oneOf(test.name, test.value, column, parameters);
    case 'all_of': {
      const all = test.value.map((value) => oneOf(test.name, [value], column, parameters));
      return `(${all.join(' AND ')})`;
    }
    case 'none_of':
      return `NOT ${oneOf(test.name, test.value, column, parameters)}`;
    case 'contains': {
      const wanted = parameters.bind('String', String(test.value).toLowerCase());
      return some((x) => `${isScalar(x)} AND position(lowerUTF8(${textOf(x)}), ${wanted}) > 0`);
    }
    case 'starts_with':
    case 'ends_with': {
      const wanted = parameters.bind('String', String(test.value).toLowerCase());
      const matches = test.operator === 'starts_with' ? 'startsWith' : 'endsWith';
      return some((x) => `${isScalar(x)} AND ${matches}(lowerUTF8(${textOf(x)}), ${wanted})`);
    }
    case 'between': {
      const [low, high] = test.value.map((value) => parameters.bind('Float64', value));
      return some((x) => `${numberOf(x)} >= ${low} AND ${numberOf(x)} <= ${high}`);
    }
    case 'before':
    case 'after': {
      const wanted = toInstant(test.value);
      if (wanted === undefined) return 'false';
      const at = parameters.bind('Float64', wanted);
      return some((x) => `${instantOf(x)} ${test.operator === 'before' ? '<' : '>'} ${at}`);
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

/** What is asked of one value, given the expression of its JSON text. */
type Condition = (x: string) => string;

/** The JSON text of the value at a path with dots. */
export function rawSql(name: string, column: JsonColumn, parameters: Parameters): string {
  const [first = '', ...rest] = name.split('.');
  const own = column === 'properties' ? propertyColumn(first) : undefined;
  if (own !== undefined && rest.length === 0) return own;
  const path = (own === undefined ? [first, ...rest] : rest).map((key) => parameters.bind('String', key));
  return `JSONExtractRaw(${own ?? column}, ${path.join(', ')})`;
}

/**
 * Whether a condition holds for the value, or for one of the elements of a list. Most values are none, and an array of one
 * costs as much as what is asked of it.
 */
export function someSql(raw: string, condition: Condition): string {
  return `if(startsWith(${raw}, '['), ${someIn(`JSONExtractArrayRaw(${raw})`, condition)}, ifNull(${condition(raw)}, false))`;
}

function someIn(values: string, condition: Condition): string {
  return `arrayExists(x -> ifNull(${condition('x')}, false), ${values})`;
}

function someOf(name: string, condition: Condition, column: JsonColumn, parameters: Parameters): string {
  if (name.includes(listMark)) return someIn(valuesSql(name, column, parameters), condition);
  return someSql(rawSql(name, column, parameters), condition);
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

const isText = (x: string): string => `startsWith(${x}, '"')`;
/** Of JSON texts only numbers begin with a digit or a minus. */
const isNumber = (x: string): string => `(${x} >= '-' AND ${x} < ':')`;
const plainOf = (x: string): string => `if(${isText(x)}, JSONExtractString(${x}), ${x})`;
export const isScalar = (x: string): string => `match(${x}, '^["0-9tf-]')`;
// ClickHouse writes 1e21 where JavaScript writes 1e+21.
export const textOf = (x: string): string =>
  `if(${isText(x)}, JSONExtractString(${x}), replaceRegexpOne(${x}, '^([0-9.-]+e)([0-9])', '\\\\1+\\\\2'))`;
const numberOfText = (x: string): string =>
  `if(match(JSONExtractString(${x}), '${quoted(decimalPattern)}'), toFloat64OrNull(JSONExtractString(${x})), NULL)`;
/** NULL where `x` stands for none. */
export const numberOf = (x: string): string =>
  `if(${isNumber(x)}, toFloat64OrNull(${x}), if(${isText(x)}, ${numberOfText(x)}, NULL))`;
const instantOfText = (x: string): string =>
  `if(match(JSONExtractString(${x}), '${quoted(isoInstantPattern)}'), toFloat64(toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(JSONExtractString(${x}), 3, 'UTC'))), NULL)`;
/** The instant that `x` stands for, in milliseconds since 1970; NULL where it stands for none. */
export const instantOf = (x: string): string =>
  `if(${isText(x)}, ${instantOfText(x)}, if(abs(${numberOf(x)}) < ${firstMillisecond}, ${numberOf(x)} * 1000, ${numberOf(x)}))`;

/** Each wanted value compares after its own type. */
function oneOf(name: string, wanted: readonly Value[], column: JsonColumn, parameters: Parameters): string {
  const texts = wanted.filter((value) => typeof value === 'string');
  const numbers = wanted.filter((value) => typeof value === 'number');
  const written = texts.length === wanted.length && texts.every(isWrittenAsItIs);
  if (written && texts.length > 0) return oneOfTexts(name, texts, column, parameters);
  const ofTexts = parameters.bind('Array(String)', texts);
  const ofNumbers = parameters.bind('Array(Float64)', numbers);
  const condition = (x: string): string => {
    const alternatives = [
      texts.length > 0 && `(${isScalar(x)} AND has(${ofTexts}, ${textOf(x)}))`,
      numbers.length > 0 && `arrayExists(y -> y = ${numberOf(x)}, ${ofNumbers})`,
      wanted.includes(true) && `lowerUTF8(${plainOf(x)}) IN ('true', '1')`,
      wanted.includes(false) && `lowerUTF8(${plainOf(x)}) IN ('false', '0')`,
    ];
    return alternatives.filter((alternative) => alternative !== false).join(' OR ');
  };
  return `(${someOf(name, condition, column, parameters)})`;
}

function oneOfTexts(name: string, texts: readonly string[], column: JsonColumn, parameters: Parameters): string {
  const wanted = texts.map((one) => parameters.bind('String', `"${one}"`));
  // Each as an equation, because a column of words compares that in its dictionary alone.
  const condition = (x: string): string => `(${wanted.map((one) => `${x} = ${one}`).join(' OR ')})`;
  const holds = name.includes(listMark)
    ? someIn(valuesSql(name, column, parameters), condition)
    : someOfTexts(rawSql(name, column, parameters), condition);
  const hasOwn = column === 'properties' && propertyColumn(name.split(/[.[]/)[0] ?? '') !== undefined;
  if (column === 'item' || hasOwn) return holds;
  // To find a word takes a tenth of the time that reading the text as JSON does.
  const isMentioned = wanted.map((one) => `position(${column}, ${one}) > 0`);
  return `((${isMentioned.join(' OR ')}) AND ${holds})`;
}

/** A text is never a list, so that hardly any list is looked for. */
function someOfTexts(raw: string, condition: Condition): string {
  return `(${condition(raw)} OR (startsWith(${raw}, '[') AND ${someIn(`JSONExtractArrayRaw(${raw})`, condition)}))`;
}

/**
 * Stands in JSON between quotation marks as it is, whoever writes it, and is no number or truth value in words: those may
 * stand there without the marks.
 */
function isWrittenAsItIs(value: string): boolean {
  return /^[\p{L}][\p{L}\p{N} _.,:;@#+-]*$/u.test(value) && value !== 'true' && value !== 'false';
}

function ordered(
  wanted: Value,
  comparison: string,
  parameters: Parameters,
  some: (condition: Condition) => string,
): string {
  if (typeof wanted === 'number') {
    const number = parameters.bind('Float64', wanted);
    return some((x) => `${numberOf(x)} ${comparison} ${number}`);
  }
  if (typeof wanted === 'boolean') return 'false';
  const text = parameters.bind('String', wanted);
  return some((x) => `${isScalar(x)} AND ${textOf(x)} ${comparison} ${text}`);
}

export function quoted(pattern: string): string {
  return pattern.replaceAll('\\', '\\\\');
}
