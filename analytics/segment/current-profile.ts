const nobody = `toUUID('00000000-0000-0000-0000-000000000000')`;
const aliases = 'SELECT profile, current_profile FROM profile_alias WHERE workspace = {workspace:UInt32}';
const whoWasMerged =
  'SELECT arrayJoin([profile, current_profile]) FROM profile_alias WHERE workspace = {workspace:UInt32}';

/**
 * Groups the rows of a subquery, which has a column `profile` with ids that facts were written under, by the person of
 * today (`person`). Rows should be few for each profile, because each takes part in the join. Binds {workspace:UInt32}.
 */
export function groupByPerson(subquery: string, columns: readonly string[], having?: string): string {
  const person = `if(alias.current_profile = ${nobody}, found.profile, alias.current_profile) AS person`;
  return (
    `SELECT ${[person, ...columns].join(', ')} FROM (${subquery}) AS found ` +
    `GLOBAL ANY LEFT JOIN (${aliases}) AS alias ON alias.profile = found.profile ` +
    `GROUP BY person${having === undefined ? '' : ` HAVING ${having}`}`
  );
}

/** What is known of a group of rows, and how two groups are put together: over `found` and the figure's name. */
export interface GroupFigure {
  readonly of: string;
  readonly united: string;
}

/**
 * The people of today for whom `having` holds over figures of their rows, as a subquery of one column. `rows` are those
 * after FROM, with a column `profile`. Whoever was never merged is decided where her rows are counted, so that only those
 * for whom it holds, and the few who were merged, go through the join. Binds {workspace:UInt32}.
 */
export function peopleHaving(
  rows: string,
  figures: { readonly [name: string]: GroupFigure },
  having: (figure: (name: string) => string) => string,
): string {
  const own = Object.entries(figures).map(([name, { of }]) => `${of} AS ${name}`);
  const found =
    `SELECT ${['profile', ...own].join(', ')} FROM ${rows} GROUP BY profile ` +
    `HAVING (${having((name) => name)}) OR profile GLOBAL IN (${whoWasMerged})`;
  return groupByPerson(
    found,
    [],
    having((name) => figures[name]?.united ?? name),
  );
}
