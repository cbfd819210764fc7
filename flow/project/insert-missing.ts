import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { FactFrame } from '#components/store/port/fact.ts';
import { type FrameRows, insertFrameRows, readFrame } from './insert-frames.ts';

/** Milliseconds. */
const longestInsert = 30_000;

/**
 * Inserts those rows of the frames that are not there yet. For the one case in which it is not known what became of an
 * insert: after a failure, and for the first frames after a start.
 */
export async function insertMissing(
  client: ClickHouseClient,
  table: string,
  frames: readonly FactFrame[],
): Promise<void> {
  await insertsDone(client);
  const commits = frames.map((frame) => frame.commit);
  const places = await queryRows<{ lane: number; commit: number; ordinal: number }>(
    client,
    `SELECT lane, commit, ordinal FROM ${table}
     WHERE commit >= {from:UInt64} AND commit <= {to:UInt64} AND lane IN {lanes:Array(UInt8)}`,
    {
      from: Math.min(...commits),
      to: Math.max(...commits),
      lanes: [...new Set(frames.map((frame) => frame.partition))],
    },
  );
  const present = new Set(places.map((place) => `${place.lane}:${place.commit}:${place.ordinal}`));
  const missing = frames.map(({ body }) => {
    const { columns, lines } = readFrame(body);
    const left = lines.split('\n').filter((line) => line !== '' && !present.has(placeOf(line, columns)));
    return { columns, lines: left.map((line) => `${line}\n`).join('') };
  });
  await insertFrameRows(client, table, missing);
}

/**
 * ClickHouse goes on with an insert whose sender has died or given up waiting, and its rows are not there to be read
 * before it ends. Rejects when one does not end; then it is tried again later.
 */
async function insertsDone(client: ClickHouseClient): Promise<void> {
  const end = Date.now() + longestInsert;
  for (;;) {
    const [running] = await queryRows<{ inserts: number }>(
      client,
      `SELECT count() AS inserts FROM system.processes
       WHERE query_kind = 'Insert' AND current_database = currentDatabase()`,
    );
    if (!running?.inserts) return;
    if (Date.now() > end) throw new Error('An insert of an earlier attempt is still running in ClickHouse');
    await sleep(20);
  }
}

function placeOf(line: string, columns: FrameRows['columns']): string {
  const row = JSON.parse(line) as Readonly<Record<string | number, unknown>>;
  const at = (name: 'lane' | 'commit' | 'ordinal') => row[columns === null ? name : columns.indexOf(name)];
  return `${at('lane')}:${at('commit')}:${at('ordinal')}`;
}
