import type { ClickHouseClient } from '@clickhouse/client';
import { insertRows } from '#components/clickhouse/client.ts';

/** What a frame holds: a row per line. */
export interface FrameRows {
  /** Whose values a row lists; null where rows are objects, as earlier versions wrote them. */
  readonly columns: readonly string[] | null;
  readonly lines: string;
}

/** Takes the body of a fact frame apart, and leaves its rows unread. */
export function readFrame(body: string): FrameRows {
  if (!body.startsWith('[')) return { columns: null, lines: body };
  const end = body.indexOf('\n');
  return { columns: JSON.parse(body.slice(0, end)) as string[], lines: body.slice(end + 1) };
}

/** One statement for each list of columns: there is one, but for what waited while a new version was started. */
export async function insertFrameRows(
  client: ClickHouseClient,
  table: string,
  frames: readonly FrameRows[],
): Promise<void> {
  for (const alike of Map.groupBy(frames, ({ columns }) => columns?.join()).values()) {
    const rows = Buffer.from(alike.map(({ lines }) => lines).join(''));
    const columns = alike[0]?.columns;
    await insertRows(client, table, rows, columns ? { columns } : {});
  }
}

/** Rows of one table, as a lane wrote them. */
export function insertFrames(client: ClickHouseClient, table: string, bodies: readonly string[]): Promise<void> {
  return insertFrameRows(client, table, bodies.map(readFrame));
}
