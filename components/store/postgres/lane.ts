import type { Sql } from '#components/postgres/database.ts';
import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { FencedError, type LaneCommit, type LanePosition, type LaneStore } from '../port/lane.ts';
import { byIndex } from './by-index.ts';
import { commitLane } from './lane-commit.ts';
import { refusalOr } from './refusal.ts';

interface PositionRow {
  epoch: number;
  commit_number: number;
  live_offset: number;
  bulk_offset: number;
  releases: string;
}

/** The lane that a person lives in; handed in, because the rule belongs to the core. */
export type LaneOf = (workspace: WorkspaceId, profile: ProfileId) => Lane;

export function postgresLanes(sql: Sql, laneOf: LaneOf): LaneStore {
  return {
    async acquire(partition) {
      const [row] = await sql<PositionRow[]>`
        update lane_position set epoch = epoch + 1 where lane = ${partition}
        returning epoch, commit_number, live_offset, bulk_offset, releases`;
      if (!row)
        throw new Error(`Partition ${partition} is not set up: the number of partitions does not fit the database.`);
      return {
        epoch: row.epoch,
        commit: row.commit_number,
        offsets: { live: row.live_offset, bulk: row.bulk_offset },
        releases: JSON.parse(row.releases) as LanePosition['releases'],
      };
    },

    load: (workspace, profiles) => loadDocuments(sql, laneOf, workspace, profiles),

    async due(partition, end, now, limit) {
      // The lanes as a list let the index be entered once per lane; as a range, every timer of the partition is read.
      const lanes = Array.from({ length: end - partition }, (_, index) => partition + index);
      return sql<{ workspace: WorkspaceId; profile: ProfileId; dueAt: Instant }[]>`
        select workspace, profile, next_due as "dueAt" from profile_state
        where lane = any(${lanes}::smallint[]) and next_due <= ${now}
        order by next_due limit ${limit}`;
    },

    commit: (batch) => commitOrThrow(sql, batch),

    async probe(batch) {
      const undone = new Error('A probe is never written.');
      const attempt = sql.begin(async (tx) => {
        await commitOrThrow(tx as unknown as Sql, batch);
        throw undone;
      });
      await attempt.catch((error: unknown) => {
        if (error !== undone) throw error;
      });
    },
  };
}

async function commitOrThrow(sql: Sql, batch: LaneCommit): Promise<void> {
  let committed: boolean;
  try {
    committed = await commitLane(sql, batch);
  } catch (error) {
    throw refusalOr(error);
  }
  if (!committed) throw new FencedError(batch.partition);
}

/** Documents by profile. One that was never written is missing in the map. */
export async function loadDocuments(
  sql: Sql,
  laneOf: LaneOf,
  workspace: WorkspaceId,
  profiles: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, string>> {
  if (profiles.length === 0) return new Map();
  const keys = profiles.map((profile) => ({ lane: laneOf(workspace, profile), workspace, profile })).sort(byIndex);
  const rows = await sql<{ profile: ProfileId; document: string }[]>`
    select s.profile, s.document
    from unnest(${keys.map(({ lane }) => lane)}::smallint[], ${keys.map(({ profile }) => profile)}::uuid[])
      as k (lane, profile)
    join profile_state s on s.lane = k.lane and s.workspace = ${workspace} and s.profile = k.profile`;
  return new Map(rows.map((row) => [row.profile, row.document]));
}
