import { openEmbeddedDatabase } from '#cli/replay/database-address.ts';
import { openDatabase, type Sql } from '#components/postgres/database.ts';
import type { RunningPlatform } from './start-platform.ts';

/** Looks into the platform's own database: what was really written is the best witness. */
export async function inDatabase<Result>(
  { dataDirectory }: RunningPlatform,
  look: (sql: Sql) => Promise<Result>,
): Promise<Result> {
  const address = await openEmbeddedDatabase(dataDirectory);
  const sql = openDatabase(address.url, { max: 1, applicationName: 'bench' });
  try {
    return await look(sql);
  } finally {
    await sql.end();
    await address.close();
  }
}

export interface Frames {
  /** Newest stimuli, as JSON texts. */
  readonly stimuli: readonly string[];
  /** How many events shared one commit, on average. */
  readonly eventsPerCommit: number;
}

/** Live frames written since `sequence` of each partition. */
export async function readFrames(platform: RunningPlatform, since: ReadonlyMap<number, number>): Promise<Frames> {
  return inDatabase(platform, async (sql) => {
    let events = 0;
    let commits = 0;
    let stimuli: string[] = [];
    for (const [lane, sequence] of since) {
      const [count] = await sql<{ frames: number; events: number }[]>`
        select count(*)::int as frames, coalesce(sum(json_array_length(body::json)), 0)::int as events
        from log_frame where lane = ${lane} and class = 'live' and sequence > ${sequence}`;
      events += count?.events ?? 0;
      // An append writes one frame to each partition that it concerns: the partition with the most saw them all.
      commits = Math.max(commits, count?.frames ?? 0);
      const [newest] = await sql<{ body: string }[]>`
        select body from log_frame where lane = ${lane} and class = 'live' and json_array_length(body::json) > 1
        order by sequence desc limit 1`;
      stimuli = [...stimuli, ...(JSON.parse(newest?.body ?? '[]') as object[]).map((one) => JSON.stringify(one))];
    }
    return { stimuli, eventsPerCommit: Math.max(1, Math.round(events / Math.max(1, commits))) };
  });
}

export async function readLogHeads(platform: RunningPlatform): Promise<ReadonlyMap<number, number>> {
  const rows = await inDatabase(
    platform,
    (sql) => sql<{ lane: number; sequence: number }[]>`select lane, sequence from log_position where class = 'live'`,
  );
  return new Map(rows.map(({ lane, sequence }) => [lane, sequence]));
}
