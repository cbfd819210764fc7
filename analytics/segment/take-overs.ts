const nobody = `toUUID('00000000-0000-0000-0000-000000000000')`;

const merges = `
  SELECT from_profile, to_profile, at AS merged_at FROM alias_fact FINAL
  WHERE workspace = {workspace:UInt32} AND from_profile != to_profile`;

/** Ids of everybody who lost to somebody or won, as a subquery. Binds {workspace:UInt32}. */
export const mergedIds = `(
  SELECT arrayJoin([from_profile, to_profile]) FROM alias_fact FINAL
  WHERE workspace = {workspace:UInt32} AND from_profile != to_profile)`;

const absorbed = `
  SELECT other, argMax(profile, (at, commit, ordinal)) AS winner, max((at, commit, ordinal)) AS absorbed_at
  FROM merge_fact WHERE workspace = {workspace:UInt32} AND change = 'absorbed'
  GROUP BY other`;

// A merge is decided in the loser's lane, and the winner takes her over later, when she may have left. Until then, the
// moment of the merge stands for it.
const takeOvers = `
  SELECT to_profile AS person, arraySort(taken -> taken.3, groupArray((
    from_profile,
    if(winner = ${nobody}, to_profile, winner),
    if(winner = ${nobody}, (merged_at, toUInt64(0), toUInt32(0)), absorbed_at)))) AS take_overs
  FROM (${merges}) AS merges GLOBAL ANY LEFT JOIN (${absorbed}) AS absorbed ON absorbed.other = merges.from_profile
  GROUP BY person`;

/**
 * Rows of (segment, profile, last_change, changed_at), as a subquery. Binds {workspace:UInt32}; `condition` may speak of
 * `segment` and `profile`.
 */
export function lastChanges(condition: string): string {
  return `(
    SELECT segment, profile, argMax(change, (at, commit, ordinal)) AS last_change, max((at, commit, ordinal)) AS changed_at
    FROM membership WHERE workspace = {workspace:UInt32} AND ${condition}
    GROUP BY segment, profile)`;
}

/**
 * Rows of (segment, person, take_overs, inside_ids) of everybody who was merged, as a subquery: each merge of hers as
 * (loser, winner, place), and the ids that were inside when they were last somebody's own; the person of today is inside
 * when hers is among them. Binds {workspace:UInt32}; `condition` may speak of `segment`.
 *
 * Each id's last change tells whether it is inside. In a merge the winner silently takes over what the loser was in,
 * which lasts unless the winner left later. Of a chain of merges, lanes may record several in one millisecond; what came
 * out of order is found by going through them again.
 */
export function insideThroughMerges(condition: string): string {
  const changes = lastChanges(`(${condition}) AND profile GLOBAL IN ${mergedIds}`);
  const people = `
    SELECT segment, if(to_profile = ${nobody}, profile, to_profile) AS person,
      groupArrayIf(profile, last_change = 'entered') AS entered_ids,
      groupArrayIf(profile, last_change = 'left') AS left_ids,
      groupArrayIf(changed_at, last_change = 'left') AS left_at
    FROM ${changes} AS changes GLOBAL ANY LEFT JOIN (${merges}) AS merges ON merges.from_profile = changes.profile
    GROUP BY segment, person`;
  return `(
    SELECT segment, person, take_overs, arrayFold(
      (inside, taken) -> if(
        has(inside, taken.1) AND NOT has(inside, taken.2) AND taken.3 > left_at[indexOf(left_ids, taken.2)],
        arrayPushBack(inside, taken.2), inside),
      arrayConcat(take_overs, take_overs), entered_ids) AS inside_ids
    FROM (${people}) AS people GLOBAL ANY LEFT JOIN (${takeOvers}) AS taken ON taken.person = people.person)`;
}
