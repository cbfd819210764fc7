import { instant } from '../instant.ts';

const among = `startsWith(segment, 'lifecycle:')`;

/**
 * Who went from one stage to another at once: rows of (person, from, to) with ids of the stages' segments, empty for none.
 * What a person left and entered again within one commit did not move her. Binds {workspace:UInt32}, {since:Int64} and
 * {until:Int64}; `condition` tells which segments exclude each other.
 */
export function movesBetween(condition = among): string {
  return `(
    SELECT if(alias.current_profile = toUUID('00000000-0000-0000-0000-000000000000'), changes.profile, alias.current_profile) AS person,
      arrayFilter(one -> NOT has(entered, one), lost)[1] AS from, arrayFilter(one -> NOT has(lost, one), entered)[1] AS to
    FROM (
      SELECT profile, groupArrayIf(segment, change = 'left') AS lost, groupArrayIf(segment, change = 'entered') AS entered
      FROM membership
      WHERE workspace = {workspace:UInt32} AND ${condition} AND at >= ${instant('since')} AND at < ${instant('until')}
      GROUP BY profile, lane, commit) AS changes
    GLOBAL ANY LEFT JOIN (SELECT profile, current_profile FROM profile_alias WHERE workspace = {workspace:UInt32}) AS alias
      ON alias.profile = changes.profile
    WHERE from != to)`;
}
