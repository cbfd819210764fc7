import type { ClickHouseClient } from '@clickhouse/client';
import type { Parting } from '#core/merge/parting.ts';
import { createParameters } from '../segment/parameters.ts';
import { betweenCuts, broughtByLoser, ordersBrought } from './told-apart-sql.ts';

/**
 * Rows are copied under the loser's profile unless they are there already, then taken from the winner; for a moment both
 * have them. Orders go before the events that tell which they are.
 */
export async function tellApart(client: ClickHouseClient, parting: Parting): Promise<void> {
  const { workspace, loser, loserParts } = parting;
  const parameters = createParameters({ workspace, loser, parts: loserParts });
  const brought = broughtByLoser(parting, parameters);
  const since = betweenCuts(parting, parameters);
  const run = (query: string) => client.command({ query, query_params: { ...parameters.values } });
  for (const [table, theirs] of [
    ['order_fact', ordersBrought(since, brought)],
    ['event', brought],
  ] as const) {
    const here = `SELECT lane, commit, ordinal FROM ${table} WHERE workspace = {workspace:UInt32} AND profile = {loser:UUID}`;
    const range = `workspace = {workspace:UInt32} AND ${theirs}`;
    // The inner query has the profile as it is stored; beside REPLACE it would mean the new one.
    await run(
      `INSERT INTO ${table} SELECT * REPLACE ({loser:UUID} AS profile) FROM (SELECT * FROM ${table} WHERE ${range})
       WHERE (lane, commit, ordinal) NOT IN (${here})`,
    );
    await run(`DELETE FROM ${table} WHERE ${range} AND (lane, commit, ordinal) IN (${here})`);
  }
  // Revisions are those of other lanes: one more than each pair has is the next.
  await run(
    `INSERT INTO alias_fact SELECT workspace, lane, commit, ordinal, from_profile, {loser:UUID}, revision + 1, now64(3)
     FROM alias_fact FINAL WHERE workspace = {workspace:UInt32} AND has({parts:Array(String)}, toString(from_profile))
       AND to_profile != {loser:UUID}`,
  );
}
