import type { ClickHouseClient } from '@clickhouse/client';
import { insertRows, queryRows } from '#components/clickhouse/client.ts';
import type { FactFrame } from '#components/store/port/fact.ts';

/**
 * Inserts those rows of the frames that are not there yet. For the one case in which it is not known what became of an
 * insert: after a failure, and for the first frames after a start.
 */
export async function insertMissing(
  client: ClickHouseClient,
  table: string,
  frames: readonly FactFrame[],
): Promise<void> {
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
  const missing = frames
    .flatMap((frame) => frame.body.split('\n'))
    .filter((line) => line !== '' && !present.has(placeOf(line)));
  await insertRows(client, table, missing.join('\n'));
}

function placeOf(line: string): string {
  const { lane, commit, ordinal } = JSON.parse(line) as { lane: number; commit: number; ordinal: number };
  return `${lane}:${commit}:${ordinal}`;
}
