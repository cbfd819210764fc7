import type { Scalar } from './property-value.ts';

/** Text that counts as a number where a number is asked for. */
export const decimalPattern = '^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$';
const decimal = new RegExp(decimalPattern);

export function toNumber(value: Scalar): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && decimal.test(value) ? Number(value) : undefined;
}

export function toBoolean(value: Scalar): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = String(value).toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

export function toText(value: Scalar): string {
  return String(value);
}

/** Order by code point, which is the order of UTF-8 bytes that databases use; `<` on strings orders by UTF-16 unit. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    if (left.charCodeAt(index) === right.charCodeAt(index)) continue;
    return codeUnitRank(left.charCodeAt(index)) - codeUnitRank(right.charCodeAt(index));
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above all others, yet lie below U+E000 to U+FFFF as units. */
function codeUnitRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
