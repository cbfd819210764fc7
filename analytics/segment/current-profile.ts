/**
 * Groups the rows of a subquery, which has a column `profile` with ids that facts were written under, by the person of
 * today (`person`). Rows should be few for each profile, because each takes part in the join. Binds {workspace:UInt32}.
 */
export function groupByPerson(subquery: string, columns: readonly string[], having?: string): string {
  const nobody = `toUUID('00000000-0000-0000-0000-000000000000')`;
  const person = `if(alias.current_profile = ${nobody}, found.profile, alias.current_profile) AS person`;
  const aliases = 'SELECT profile, current_profile FROM profile_alias WHERE workspace = {workspace:UInt32}';
  return (
    `SELECT ${[person, ...columns].join(', ')} FROM (${subquery}) AS found ` +
    `GLOBAL ANY LEFT JOIN (${aliases}) AS alias ON alias.profile = found.profile ` +
    `GROUP BY person${having === undefined ? '' : ` HAVING ${having}`}`
  );
}
