import { insideThroughMerges, lastChanges, mergedIds } from './take-overs.ts';

/**
 * Who is inside which segment now: rows of (segment, person), as a subquery. Binds {workspace:UInt32}; `condition` may
 * speak of `segment`. Whoever was never merged, which are nearly all, is found without gathering what she took over.
 */
export function membersOfSegments(condition = 'true'): string {
  const unmerged = lastChanges(`(${condition}) AND profile GLOBAL NOT IN ${mergedIds}`);
  return `(
    SELECT segment, profile AS person FROM ${unmerged} WHERE last_change = 'entered'
    UNION ALL ${mergedMembers(condition)})`;
}

/** The same of those who were merged. */
export function mergedMembers(condition = 'true'): string {
  return `SELECT segment, person FROM ${insideThroughMerges(condition)} WHERE has(inside_ids, person)`;
}
