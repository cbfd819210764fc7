import type { Sql } from '#components/postgres/database.ts';
import type { Lane } from '#contracts/identifiers.ts';
import type { FactFrame, FactStore } from '../port/fact.ts';
import { FencedError } from '../port/lane.ts';
import { expand } from './compressed-text.ts';

/** Frames are read in portions of this many commits, and cut at the wanted size. */
const commitsAtOnce = 200;

export function postgresFacts(sql: Sql): FactStore {
  return {
    async acquire(partition) {
      const [row] = await sql<{ epoch: number; projected: number }[]>`
        update lane_position set fact_epoch = fact_epoch + 1 where lane = ${partition}
        returning fact_epoch as epoch, projected`;
      if (!row)
        throw new Error(`Partition ${partition} is not set up: the number of partitions does not fit the database.`);
      return row;
    },

    async read(partition, commit, characters) {
      // Whole commits only, so that `advance` can name the last one; a single commit larger than `characters` comes alone.
      const frames = await sql<FactFrame[]>`
        select partition, commit, "table", rows, body from (
          select lane as partition, commit_number as commit, table_name as "table", row_count as rows, body,
            sum(size) over (order by commit_number range unbounded preceding exclude group) as before
          from fact_frame
          where lane = ${partition} and commit_number in (
            select distinct commit_number from fact_frame
            where lane = ${partition} and commit_number > ${commit}
            order by commit_number limit ${commitsAtOnce}
          )
        ) f
        where coalesce(before, 0) < ${characters}
        order by commit, "table"`;
      return frames.map((frame) => ({ ...frame, body: expand(frame.body) }));
    },

    async advance(partition, epoch, commit) {
      const moved = await sql`
        update lane_position set projected = ${commit} where lane = ${partition} and fact_epoch = ${epoch} returning lane`;
      if (moved.length === 0) throw new FencedError(partition);
      await sql`delete from fact_frame where lane = ${partition} and commit_number <= ${commit}`;
    },

    async progress() {
      return sql<{ partition: Lane; commit: number; projected: number; waitingSince: number | null }[]>`
        select p.lane as partition, p.commit_number as commit, p.projected,
          (select c.now from fact_frame f join lane_commit c on c.lane = f.lane and c.commit_number = f.commit_number
           where f.lane = p.lane and f.commit_number > p.projected
           order by f.commit_number limit 1) as "waitingSince"
        from lane_position p order by p.lane`;
    },
  };
}
