import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { type CountingCondition, happeningsOf } from '#core/segment/counter.ts';
import { windowOf } from '#core/segment/frequency.ts';
import { groupByPerson } from './current-profile.ts';
import { happeningsSql, timeRangeSql } from './happenings-sql.ts';
import { createParameters, type Parameters } from './parameters.ts';
import { propertySql } from './property-sql.ts';

export interface Statement {
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * The people of today, one row with `profile` each, for whom a condition holds at `now`. Says over the facts what
 * core/segment/holds.ts says over a person's counters.
 */
export function segmentSql(
  condition: SegmentCondition,
  { workspace, now }: { readonly workspace: WorkspaceId; readonly now: Instant },
): Statement {
  const parameters = createParameters({ workspace });
  const sql = `SELECT profile FROM profile_fact FINAL WHERE workspace = {workspace:UInt32} AND deleted = 0 AND ${conditionSql(condition, now, parameters)}`;
  return { sql, params: parameters.values };
}

/** An expression over `profile` and `traits` of a person's newest profile fact. */
export function conditionSql(condition: SegmentCondition, now: Instant, parameters: Parameters): string {
  switch (condition.type) {
    case 'trait':
      return propertySql(condition.test, 'traits', parameters);
    case 'event':
    case 'engagement':
      return frequencySql(condition, now, parameters);
    case 'all':
      return join(condition.conditions, 'AND', 'true', now, parameters);
    case 'any':
      return join(condition.conditions, 'OR', 'false', now, parameters);
    case 'not':
      return `NOT (${conditionSql(condition.condition, now, parameters)})`;
  }
}

function join(
  conditions: readonly SegmentCondition[],
  word: 'AND' | 'OR',
  empty: 'true' | 'false',
  now: Instant,
  parameters: Parameters,
): string {
  if (conditions.length === 0) return empty;
  return `(${conditions.map((part) => conditionSql(part, now, parameters)).join(` ${word} `)})`;
}

/** People without a single happening have no row to be counted, so "few" is said as "not many". */
function frequencySql(condition: CountingCondition, now: Instant, parameters: Parameters): string {
  const { comparison, times } = condition.frequency;
  switch (comparison) {
    case 'at_least':
      return times === 0 ? 'true' : countedSql(condition, '>=', now, parameters);
    case 'at_most':
      return `NOT ${countedSql(condition, '>', now, parameters)}`;
    case 'exactly':
      return times === 0
        ? `NOT ${countedSql(condition, '>', now, parameters)}`
        : countedSql(condition, '=', now, parameters);
  }
}

function countedSql(condition: CountingCondition, comparison: string, now: Instant, parameters: Parameters): string {
  const window = windowOf(condition.frequency);
  const range = { after: Number.isFinite(window) ? now - window : undefined, until: now };
  const happenings = happeningsSql(happeningsOf(condition), timeRangeSql(range, parameters), parameters);
  const counts = `SELECT profile, count() AS times FROM ${happenings} GROUP BY profile`;
  const limit = parameters.bind('UInt64', condition.frequency.times);
  return `(profile GLOBAL IN (${groupByPerson(counts, [], `sum(found.times) ${comparison} ${limit}`)}))`;
}
