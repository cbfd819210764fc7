import type { PropertyTest } from '#contracts/condition.ts';
import type { JsonObject } from '#contracts/json.ts';
import { compareText, toBoolean, toNumber, toText } from './coerce.ts';
import { type Scalar, scalarsOf, valueAt } from './property-value.ts';
import { toInstant } from './time/iso-instant.ts';

/**
 * Whether a test of one property or trait holds. Null counts as absent; what cannot be coerced to the type of the test's
 * value does not match; the negative operators are the plain opposite of the positive ones, so they hold where the
 * property is absent. analytics/segment/property-sql.ts says the same in SQL.
 */
export function propertyHolds(test: PropertyTest, values: JsonObject): boolean {
  const found = valueAt(values, test.name);
  switch (test.operator) {
    case 'exists':
      return found !== undefined && found !== null;
    case 'not_exists':
      return found === undefined || found === null;
    case 'one_of':
      return scalarsOf(found).some((value) => test.value.some((wanted) => equal(value, wanted)));
    case 'none_of':
      return !scalarsOf(found).some((value) => test.value.some((wanted) => equal(value, wanted)));
    case 'all_of': {
      const values = scalarsOf(found);
      return test.value.every((wanted) => values.some((value) => equal(value, wanted)));
    }
    case 'equals':
      return scalarsOf(found).some((value) => equal(value, test.value));
    case 'not_equals':
      return !scalarsOf(found).some((value) => equal(value, test.value));
    case 'contains': {
      // By the rules of Unicode and no language; ClickHouse's lowerUTF8 gives the same for every code point.
      const wanted = toText(test.value).toLowerCase();
      return scalarsOf(found).some((value) => toText(value).toLowerCase().includes(wanted));
    }
    case 'starts_with': {
      const wanted = toText(test.value).toLowerCase();
      return scalarsOf(found).some((value) => toText(value).toLowerCase().startsWith(wanted));
    }
    case 'ends_with': {
      const wanted = toText(test.value).toLowerCase();
      return scalarsOf(found).some((value) => toText(value).toLowerCase().endsWith(wanted));
    }
    case 'between': {
      const [low, high] = test.value;
      return scalarsOf(found).some((value) => order(value, low) >= 0 && order(value, high) <= 0);
    }
    case 'before':
    case 'after': {
      const sign = test.operator === 'before' ? -1 : 1;
      return scalarsOf(found).some((value) => sign * difference(toInstant(value), toInstant(test.value)) > 0);
    }
    case 'greater':
      return scalarsOf(found).some((value) => order(value, test.value) > 0);
    case 'at_least':
      return scalarsOf(found).some((value) => order(value, test.value) >= 0);
    case 'less':
      return scalarsOf(found).some((value) => order(value, test.value) < 0);
    case 'at_most':
      return scalarsOf(found).some((value) => order(value, test.value) <= 0);
  }
}

function equal(value: Scalar, wanted: Scalar): boolean {
  if (typeof wanted === 'number') return toNumber(value) === wanted;
  if (typeof wanted === 'boolean') return toBoolean(value) === wanted;
  return toText(value) === wanted;
}

/** Negative, zero or positive; NaN, which every comparison refuses, where the two have no order. */
function order(value: Scalar, wanted: Scalar): number {
  if (typeof wanted === 'number') return difference(toNumber(value), wanted);
  return typeof wanted === 'string' ? compareText(toText(value), wanted) : Number.NaN;
}

function difference(left: number | undefined, right: number | undefined): number {
  return left === undefined || right === undefined ? Number.NaN : left - right;
}
