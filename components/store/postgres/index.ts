import type { Sql } from '#components/postgres/database.ts';
import { StartupError } from '#components/startup-error.ts';
import type { Lane } from '#contracts/identifiers.ts';
import type { Store } from '../port/index.ts';
import { postgresBackfills } from './backfill.ts';
import { postgresFacts } from './fact.ts';
import { postgresIdentities } from './identity.ts';
import { postgresIdentityDecisions } from './identity-decision.ts';
import { type LaneOf, loadDocuments, postgresLanes } from './lane.ts';
import { postgresLog } from './log.ts';
import { postgresOutbox } from './outbox.ts';
import { postgresReleases } from './release.ts';
import { tellInProcess } from './told-in-process.ts';

/**
 * The store on a migrated PostgreSQL whose partitions are set up. `lanes`: whether all of them work in this process, whose
 * threads then tell each other what they append.
 */
export function postgresStore(sql: Sql, laneOf: LaneOf, lanes: 'anywhere' | 'in_this_process' = 'anywhere'): Store {
  return {
    log: postgresLog(sql, lanes === 'in_this_process' ? tellInProcess(addressOf(sql)) : undefined),
    lanes: postgresLanes(sql, laneOf),
    identities: postgresIdentities(sql),
    identityDecisions: postgresIdentityDecisions(sql),
    outbox: postgresOutbox(sql),
    facts: postgresFacts(sql),
    releases: postgresReleases(sql),
    backfills: postgresBackfills(sql),
    readProfiles: (workspace, profiles) => loadDocuments(sql, laneOf, workspace, profiles),
  };
}

/**
 * Creates the rows of the partitions. Their number is fixed for a database once people live in it: a lane's offsets
 * belong to its partition.
 */
export async function setUpPartitions(sql: Sql, partitions: readonly Lane[]): Promise<void> {
  const found = await sql<{ lane: number }[]>`select lane from lane_position order by lane`;
  const held = found.map(({ lane }) => lane);
  if (held.length > 0 && held.join() !== [...partitions].sort((a, b) => a - b).join()) {
    throw new StartupError(
      `This database was set up with ${held.length} partitions, and ${partitions.length} are configured. Set THROUGHLINE_PARTITIONS to ${held.length}.`,
    );
  }
  await sql`insert into lane_position (lane) select unnest(${partitions as number[]}::smallint[]) on conflict do nothing`;
  await sql`
    insert into log_position (lane, class)
    select l.lane, c.class from unnest(${partitions as number[]}::smallint[]) as l (lane), unnest(array['live', 'bulk']) as c (class)
    on conflict do nothing`;
}

/** Names a database: a process may work on several. */
function addressOf({ options: { host, port, database } }: Sql): string {
  return `${host}:${port}/${database}`;
}
