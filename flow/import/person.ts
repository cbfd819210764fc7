import { importPersonTargets } from '#contracts/import.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { RejectedRow } from './import-event.ts';
import type { ConversionContext } from './kind.ts';
import type { Row } from './row.ts';

export function cell(row: Row, { map, constants }: ConversionContext, target: string): string {
  const column = map.get(target);
  return (column === undefined ? '' : (row.values[column] ?? '')) || constants?.get(target) || '';
}

/** A value that a row is refused for, with the column that it stands in. */
export function aboutCell(
  { map }: ConversionContext,
  target: string,
  value: string,
): NonNullable<RejectedRow['about']> {
  const column = map.get(target);
  return { ...(column !== undefined && { column }), value };
}

interface RowPerson {
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly context?: JsonObject;
}

/**
 * The ids of a row in the places where the tracking specification has them: userId and anonymousId beside the event,
 * e-mail and phone among the traits of its context, all others as its external ids. Undefined when the row names nobody.
 */
export function personOf(row: Row, context: ConversionContext): RowPerson | undefined {
  const [userId = '', email = '', phone = '', anonymousId = ''] = importPersonTargets.map((target) =>
    cell(row, context, target),
  );
  const externalIds = externalTargets(context).flatMap((target) => {
    const id = cell(row, context, target);
    return id === '' ? [] : [{ id, type: target.slice(externalPrefix.length), collection: 'users', encoding: 'none' }];
  });
  if (!userId && !email && !phone && !anonymousId && externalIds.length === 0) return undefined;
  const traits = { ...(email && { email }), ...(phone && { phone }) };
  const inContext = {
    ...(Object.keys(traits).length > 0 && { traits }),
    ...(externalIds.length > 0 && { externalIds }),
  };
  return {
    ...(userId && { userId }),
    ...(anonymousId && { anonymousId }),
    ...(Object.keys(inContext).length > 0 && { context: inContext }),
  };
}

const externalPrefix = 'externalIds.';

const externalOf = new WeakMap<ConversionContext, readonly string[]>();

function externalTargets(context: ConversionContext): readonly string[] {
  let targets = externalOf.get(context);
  if (targets === undefined) {
    targets = targetsUnder(context, externalPrefix);
    externalOf.set(context, targets);
  }
  return targets;
}

/** Targets that columns or constants fill and that begin so. */
export function targetsUnder({ map, constants }: ConversionContext, prefix: string): readonly string[] {
  return [...new Set([...map.keys(), ...(constants?.keys() ?? [])])].filter((target) => target.startsWith(prefix));
}
