import type { PropertyTest } from '#contracts/condition.ts';
import { decimalPattern } from '#core/segment/coerce.ts';
import { firstMillisecond, isoInstantPattern, toInstant } from '#core/segment/iso-instant.ts';
import type { Parameters } from './parameters.ts';

type Value = string | number | boolean;

/**
 * core/segment/property-test.ts as an SQL expression over a column of JSON text. `x` is the raw JSON of one value; lists
 * are looked at element by element.
 */
export function propertySql(test: PropertyTest, column: 'properties' | 'traits', parameters: Parameters): string {
  const path = test.name.split('.').map((key) => parameters.bind('String', key));
  const raw = `JSONExtractRaw(${column}, ${path.join(', ')})`;
  const some = (condition: string): string =>
    `arrayExists(x -> ifNull(${condition}, false), if(startsWith(${raw}, '['), JSONExtractArrayRaw(${raw}), [${raw}]))`;
  switch (test.operator) {
    case 'exists':
      return `(${raw} NOT IN ('', 'null'))`;
    case 'not_exists':
      return `(${raw} IN ('', 'null'))`;
    case 'equals':
      return some(oneOf([test.value], parameters));
    case 'not_equals':
      return `NOT ${some(oneOf([test.value], parameters))}`;
    case 'one_of':
      return some(oneOf(test.value, parameters));
    case 'none_of':
      return `NOT ${some(oneOf(test.value, parameters))}`;
    case 'contains': {
      const wanted = parameters.bind('String', String(test.value).toLowerCase());
      return some(`${isScalar} AND position(lowerUTF8(${text}), ${wanted}) > 0`);
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

const comparisons = { greater: '>', at_least: '>=', less: '<', at_most: '<=' } as const;

const isText = `startsWith(x, '"')`;
const plain = `if(${isText}, JSONExtractString(x), x)`;
const isScalar = `match(x, '^["0-9tf-]')`;
// ClickHouse writes 1e21 where JavaScript writes 1e+21.
const text = `if(${isText}, JSONExtractString(x), replaceRegexpOne(x, '^([0-9.-]+e)([0-9])', '\\\\1+\\\\2'))`;
const number = `if(match(${plain}, '${quoted(decimalPattern)}'), toFloat64OrNull(${plain}), NULL)`;
const instantOfText = `if(match(JSONExtractString(x), '${quoted(isoInstantPattern)}'), toFloat64(toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(JSONExtractString(x), 3, 'UTC'))), NULL)`;
const instant = `if(${isText}, ${instantOfText}, if(abs(${number}) < ${firstMillisecond}, ${number} * 1000, ${number}))`;

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

function quoted(pattern: string): string {
  return pattern.replaceAll('\\', '\\\\');
}
