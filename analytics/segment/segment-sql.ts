import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { kindSql } from './conditions/index.ts';
import { createParameters, type Parameters } from './parameters.ts';

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
    case 'all':
      return join(condition.conditions, 'AND', 'true', now, parameters);
    case 'any':
      return join(condition.conditions, 'OR', 'false', now, parameters);
    case 'not':
      return `NOT (${conditionSql(condition.condition, now, parameters)})`;
    default:
      return kindSql(condition, now, parameters);
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
