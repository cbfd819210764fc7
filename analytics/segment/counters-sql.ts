import type { Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { Counter } from '#core/segment/counter.ts';
import { happeningsSql } from './happenings-sql.ts';
import { createParameters, type Parameters } from './parameters.ts';
import type { Statement } from './segment-sql.ts';

/**
 * The newest times of each counter by profile, for the profiles from `first` to `last`, over the facts that stand up to
 * the cut: rows of (profile, key, times), newest first. A row with an empty key tells of a profile that has events, but
 * none before the cut.
 */
export function countersSql(
  workspace: WorkspaceId,
  { counters, cut }: { readonly counters: readonly Counter[]; readonly cut: ReadonlyMap<Lane, number> },
  { first, last }: { readonly first: ProfileId; readonly last: ProfileId },
): Statement {
  const parameters = createParameters({ workspace, first, last });
  const range = 'profile >= {first:UUID} AND profile <= {last:UUID}';
  const before = cutSql(cut, parameters);
  const newcomers =
    `SELECT profile, '' AS key, emptyArrayInt64() AS times FROM event ` +
    `WHERE workspace = {workspace:UInt32} AND ${range} GROUP BY profile HAVING NOT max(${before})`;
  const counted = counters.map((counter) => counterSql(counter, `${range} AND ${before}`, parameters));
  return { sql: [newcomers, ...counted].join(' UNION ALL '), params: parameters.values };
}

/** A condition: recorded up to the cut. */
export function cutSql(cut: ReadonlyMap<Lane, number>, parameters: Parameters): string {
  const lanes = parameters.bind('Array(UInt8)', [...cut.keys()]);
  const commits = parameters.bind('Array(UInt64)', [...cut.values()]);
  return `(commit <= transform(lane, ${lanes}, ${commits}, toUInt64(0)))`;
}

/** Times are negated because the aggregate function keeps the least values. */
function counterSql(counter: Counter, range: string, parameters: Parameters): string {
  const happenings = happeningsSql(counter, range, parameters);
  const newest = `groupArraySorted(${counter.keep})(-toUnixTimestamp64Milli(at))`;
  return (
    `SELECT profile, ${parameters.bind('String', counter.key)} AS key, arrayMap(time -> -time, ${newest}) AS times ` +
    `FROM ${happenings} GROUP BY profile`
  );
}
