import type { ColumnMap } from './column-map.ts';

/** The column that a field of an event came from: `traits.phone` from what is mapped to phone; of a kept column, itself. */
export function columnOfField(map: ColumnMap, field: string): string {
  const own = field.startsWith('traits.') ? field.slice('traits.'.length) : field;
  return map.get(field) ?? map.get(own) ?? own;
}
