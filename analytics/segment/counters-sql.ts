import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { Counter } from '#core/segment/counter.ts';
import { counterSql } from './counter-sql.ts';
import { happeningsSql } from './happenings-sql.ts';
import { createParameters, type Parameters } from './parameters.ts';
import type { Statement } from './segment-sql.ts';

/**
 * What each counter would hold by profile, for the profiles from `first` to `last`, over the facts that stand up to the
 * cut: rows of (profile, key, held), see `readHeld`. A row with an empty key tells of a profile that has events, but
 * none before the cut.
 */
export function countersSql(
  workspace: WorkspaceId,
  { counters, cut }: { readonly counters: readonly Counter[]; readonly cut: ReadonlyMap<Lane, number> },
  { first, last }: { readonly first: ProfileId; readonly last: ProfileId },
  now: Instant,
): Statement {
  const parameters = createParameters({ workspace, first, last });
  const range = 'profile >= {first:UUID} AND profile <= {last:UUID}';
  const before = cutSql(cut, parameters);
  const owner = { name: 'profile', expression: 'profile' };
  const newcomers =
    `SELECT profile, '' AS key, emptyArrayInt64() AS held FROM event ` +
    `WHERE workspace = {workspace:UInt32} AND ${range} GROUP BY profile HAVING NOT max(${before})`;
  const counted = counters.map((counter) =>
    counterSql(counter, { range: `${range} AND ${before}`, owner, now }, parameters),
  );
  return { sql: [newcomers, ...counted].join(' UNION ALL '), params: parameters.values };
}

/**
 * Profiles after `after`, in their order, of which something was recorded behind the cut and up to `until` that a counter
 * counts, or that they took another one over.
 */
export function lateSql(
  workspace: WorkspaceId,
  { counters, cut }: { readonly counters: readonly Counter[]; readonly cut: ReadonlyMap<Lane, number> },
  until: ReadonlyMap<Lane, number>,
  after: ProfileId,
  limit: number,
): Statement {
  const parameters = createParameters({ workspace, after, limit });
  const range = `profile > {after:UUID} AND NOT ${cutSql(cut, parameters)} AND ${cutSql(until, parameters)}`;
  const happened = counters.map((counter) => happeningsSql(counter, range, parameters));
  const merged = `merge_fact WHERE workspace = {workspace:UInt32} AND change = 'absorbed' AND ${range}`;
  const found = [...happened, merged].map((facts) => `SELECT profile FROM ${facts}`);
  const sql = `SELECT DISTINCT profile FROM (${found.join(' UNION ALL ')}) ORDER BY profile LIMIT {limit:UInt32}`;
  return { sql, params: parameters.values };
}

/** A condition: recorded up to the cut. */
export function cutSql(cut: ReadonlyMap<Lane, number>, parameters: Parameters): string {
  const lanes = parameters.bind('Array(UInt8)', [...cut.keys()]);
  const commits = parameters.bind('Array(UInt64)', [...cut.values()]);
  return `(commit <= transform(lane, ${lanes}, ${commits}, toUInt64(0)))`;
}
