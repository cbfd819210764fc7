import { openEmbeddedDatabase } from '#cli/replay/database-address.ts';
import { openDatabase, type Sql } from '#components/postgres/database.ts';
import { expand } from '#components/store/postgres/compressed-text.ts';
import type { ProfileStimulus, Stimulus } from '#contracts/stimulus.ts';
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

/** First lane of a partition -> newest sequence number. */
export type LogHeads = ReadonlyMap<number, number>;

interface Frame {
  readonly lane: number;
  readonly body: string;
}

/** Stimuli that are kept at least, to be appended again. */
const sampleSize = 2_000;

export interface Frames {
  /** Some of the stimuli, as JSON texts. */
  readonly stimuli: readonly string[];
  /** How many events shared one commit, on average. */
  readonly eventsPerCommit: number;
}

/** Live frames written since `heads`. */
export async function readFrames(platform: RunningPlatform, heads: LogHeads): Promise<Frames> {
  const frames = new Map<number, number>();
  let stimuli: string[] = [];
  let events = 0;
  for await (const { lane, body } of liveFrames(platform, heads)) {
    const contents = JSON.parse(body) as readonly object[];
    frames.set(lane, (frames.get(lane) ?? 0) + 1);
    events += contents.length;
    if (stimuli.length < sampleSize) stimuli = [...stimuli, ...contents.map((stimulus) => JSON.stringify(stimulus))];
  }
  // An append writes one frame to each partition that it concerns: the partition with the most saw them all.
  const commits = Math.max(1, ...frames.values());
  return { stimuli, eventsPerCommit: Math.max(1, Math.round(events / commits)) };
}

/** The stimuli of all people in live frames since `heads`. */
export async function* liveStimuli(platform: RunningPlatform, heads: LogHeads): AsyncGenerator<ProfileStimulus> {
  for await (const { body } of liveFrames(platform, heads)) {
    for (const stimulus of JSON.parse(body) as readonly Stimulus[]) if (stimulus.type !== 'control') yield stimulus;
  }
}

async function* liveFrames(platform: RunningPlatform, heads: LogHeads): AsyncGenerator<Frame> {
  const address = await openEmbeddedDatabase(platform.dataDirectory);
  const sql = openDatabase(address.url, { max: 1, applicationName: 'bench' });
  try {
    for (const [lane, sequence] of heads) {
      const rows = sql<Frame[]>`
        select lane, body from log_frame where lane = ${lane} and class = 'live' and sequence > ${sequence}
        order by sequence`;
      for await (const batch of rows.cursor(50))
        for (const frame of batch) yield { ...frame, body: expand(frame.body) };
    }
  } finally {
    await sql.end();
    await address.close();
  }
}

/** Where each partition's live log ends. */
export async function readLogHeads(platform: RunningPlatform): Promise<LogHeads> {
  const rows = await inDatabase(
    platform,
    (sql) => sql<{ lane: number; sequence: number }[]>`select lane, sequence from log_position where class = 'live'`,
  );
  return new Map(rows.map(({ lane, sequence }) => [lane, sequence]));
}
