/**
 * The same value, in which no object has a `size` that nobody told. Liquid answers `size` of any object with the number of its
 * fields, so that a mail about a dress whose event names no size would say "Size 3". Lists keep theirs.
 */
export function withoutCount(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCount);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withoutCount(field)]));
  return Object.hasOwn(fields, 'size') ? fields : Object.defineProperty(fields, 'size', { value: undefined });
}
