import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { LogClass, LogFrame } from '#components/store/port/log.ts';
import { expand } from '#components/store/postgres/compressed-text.ts';
import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { Release } from '#contracts/release.ts';
import { laneCount } from '#core/lane.ts';
import { CommandError } from '../usage-error.ts';

export interface RecordedCommit {
  readonly number: number;
  readonly offsets: { readonly [logClass in LogClass]: number };
  /** In force after the commit. */
  readonly releases: { readonly [workspace: string]: number };
  readonly now: Instant;
  readonly seed: number;
  readonly due: readonly (readonly [WorkspaceId, ProfileId])[];
  /** Which of its stimuli, and of `due` after them, the database refused. */
  readonly refused: readonly number[];
}

/** What a lane has left behind, as it was at one moment: nothing moves while it is read. */
export interface RecordedLane {
  /** Newest commit; 0 where nothing was committed yet. */
  readonly newest: number;
  commits(): AsyncIterable<RecordedCommit>;
  frames(logClass: LogClass, after: number, upTo: number): Promise<readonly LogFrame[]>;
  release(workspace: WorkspaceId, number: number): Promise<Release>;
  /** Documents as they are stored, by `${workspace}:${profile}`. */
  documents(): AsyncIterable<{ readonly subject: string; readonly document: string }>;
}

const rowsAtOnce = 500;

/** Reads in a transaction that sees one moment, also while a server goes on working. */
export async function readRecordedLane<T>(
  sql: Sql,
  lane: Lane,
  work: (recorded: RecordedLane) => Promise<T>,
): Promise<T> {
  const result = await sql.begin('isolation level repeatable read read only', async (tx) => {
    const lanes = await tx<{ lane: Lane; newest: number }[]>`
      select lane, commit_number as newest from lane_position order by lane`;
    const index = lanes.findIndex((row) => row.lane === lane);
    const own = lanes[index];
    if (own === undefined) {
      throw new CommandError(`There is no lane ${lane}. There are: ${lanes.map((row) => row.lane).join(', ')}.`);
    }
    const end = lanes[index + 1]?.lane ?? laneCount;
    // Wrapped, because a transaction's result is awaited through.
    return { value: await work(recordedLane(tx, lane, end, own.newest)) };
  });
  return result.value as T;
}

function recordedLane(tx: TransactionSql, lane: Lane, end: Lane, newest: number): RecordedLane {
  return {
    newest,
    async *commits() {
      // Page by page and not by a cursor: the transaction has one connection, and frames are read in between.
      for (let after = 0; ; ) {
        const rows = await tx<Row[]>`
          select commit_number as number, live_offset as live, bulk_offset as bulk, releases, now, seed, due, refused
          from lane_commit where lane = ${lane} and commit_number > ${after}
          order by commit_number limit ${rowsAtOnce}`;
        for (const { live, bulk, releases, due, refused, ...commit } of rows) {
          const read = { releases: JSON.parse(releases), due: JSON.parse(due), refused: JSON.parse(refused) };
          yield { ...commit, offsets: { live, bulk }, ...read };
        }
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.number;
      }
    },
    async frames(logClass, after, upTo) {
      const frames = await tx<LogFrame[]>`
        select sequence, body from log_frame
        where lane = ${lane} and class = ${logClass} and sequence > ${after} and sequence <= ${upTo}
        order by sequence`;
      return frames.map(({ sequence, body }) => ({ sequence, body: expand(body) }));
    },
    async release(workspace, number) {
      const [row] = await tx<{ document: string }[]>`
        select document from release where workspace = ${workspace} and number = ${number}`;
      if (row === undefined) throw new CommandError(`Release ${number} is missing, so the lane cannot be replayed.`);
      return JSON.parse(row.document) as Release;
    },
    async *documents() {
      const rows = tx<{ subject: string; document: string }[]>`
        select workspace || ':' || profile as subject, document from profile_state
        where lane >= ${lane} and lane < ${end}`.cursor(rowsAtOnce);
      for await (const page of rows) yield* page;
    },
  };
}

interface Row {
  readonly number: number;
  readonly live: number;
  readonly bulk: number;
  readonly releases: string;
  readonly now: number;
  readonly seed: number;
  readonly due: string;
  readonly refused: string;
}
