const never = `toDateTime64(0, 3, 'UTC')`;

/**
 * Who is inside which segment now: rows of (segment, person), as a subquery. Binds {workspace:UInt32}; `condition` may
 * speak of `segment`.
 *
 * Each id's last change tells whether it is inside. In a merge the winner silently takes over what the loser was in, so
 * a loser counts as having entered at the merge, and what the person left later she left under that membership too.
 */
export function membersOfSegments(condition = 'true'): string {
  const lastChanges = `
    SELECT segment, profile, argMax(change, (at, commit, ordinal)) AS last_change, max(at) AS changed_at
    FROM membership WHERE workspace = {workspace:UInt32} AND ${condition}
    GROUP BY segment, profile`;
  const merges = `
    SELECT from_profile, to_profile, at AS merged_at FROM alias_fact FINAL
    WHERE workspace = {workspace:UInt32} AND from_profile != to_profile`;
  return `(
    SELECT segment, if(merged_at = ${never}, profile, to_profile) AS person
    FROM (${lastChanges}) AS changes GLOBAL ANY LEFT JOIN (${merges}) AS merges ON merges.from_profile = changes.profile
    GROUP BY segment, person
    HAVING countIf(last_change = 'entered' AND merged_at = ${never}) > 0
      OR maxIf(merged_at, last_change = 'entered') > maxIf(changed_at, last_change = 'left'))`;
}
