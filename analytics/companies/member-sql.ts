/**
 * The members of companies as the newest picture of each person has them: one row of (profile, company, since) for each
 * membership. `condition` is over profile_fact. Binds {workspace:UInt32}.
 */
export function memberSql(condition = 'notEmpty(company_ids)'): string {
  return (
    `SELECT profile, JSONExtractString(one, 'id') AS company, ` +
    `fromUnixTimestamp64Milli(JSONExtractInt(one, 'since'), 'UTC') AS since ` +
    `FROM profile_fact FINAL ARRAY JOIN JSONExtractArrayRaw(companies) AS one ` +
    `WHERE workspace = {workspace:UInt32} AND deleted = 0 AND ${condition}`
  );
}

/** Members of {company:String} alone. */
export const membersOfCompany = `SELECT profile, since FROM (${memberSql('has(company_ids, {company:String})')}) WHERE company = {company:String}`;
