import type { JsonObject } from '#contracts/json.ts';
import type { ColumnMap } from './column-map.ts';
import type { Row } from './read-rows.ts';

/** Targets that say who it was; one of them must be filled in every row. */
export const personTargets = ['userId', 'email', 'phone', 'anonymousId'] as const;

export function cell(row: Row, map: ColumnMap, target: string): string {
  const column = map.get(target);
  return column === undefined ? '' : (row.values[column] ?? '');
}

/**
 * The ids of a row in the places where the tracking specification has them: userId and anonymousId beside the event,
 * e-mail and phone among the traits of its context. Undefined when the row names nobody.
 */
export function personOf(
  row: Row,
  map: ColumnMap,
): { readonly userId?: string; readonly anonymousId?: string; readonly context?: JsonObject } | undefined {
  const [userId, email, phone, anonymousId] = personTargets.map((target) => cell(row, map, target));
  if (!userId && !email && !phone && !anonymousId) return undefined;
  const traits = { ...(email && { email }), ...(phone && { phone }) };
  return {
    ...(userId && { userId }),
    ...(anonymousId && { anonymousId }),
    ...(Object.keys(traits).length > 0 && { context: { traits } }),
  };
}
