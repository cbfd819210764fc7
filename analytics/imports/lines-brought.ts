import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';

/** Which lines of a file stand among the facts, as far as ClickHouse has them. */
export type LinesBrought = (
  workspace: WorkspaceId,
  file: FileInFacts,
  signal: AbortSignal,
) => Promise<(line: number) => boolean>;

interface FileInFacts {
  /** The imports that may have brought some. */
  readonly imports: readonly string[];
  /** What the message ids of its lines begin with, followed by the line; see flow/import/line-id.ts. */
  readonly idPrefix: string;
}

/** A bit for each line, so that ten million of them are 1.3 MB, and some 300,000 rows on the way. */
export function createLinesBrought(client: ClickHouseClient): LinesBrought {
  return async (workspace, { imports, idPrefix }, signal) => {
    const rows = await queryRows<{ word: number; bits: number }>(
      client,
      `SELECT intDiv(line, 32) AS word, groupBitOr(bitShiftLeft(toUInt32(1), line % 32)) AS bits
       FROM (
         SELECT toUInt32OrZero(substring(message_id, length({idPrefix:String}) + 2)) AS line FROM event
         WHERE workspace = {workspace:UInt32} AND import_id IN {imports:Array(String)}
           AND startsWith(message_id, concat({idPrefix:String}, '-'))
       )
       GROUP BY word`,
      { workspace, imports, idPrefix },
      { background: true, signal },
    );
    const bits = new Uint32Array(rows.reduce((most, { word }) => Math.max(most, word), -1) + 1);
    for (const row of rows) bits[row.word] = row.bits;
    return (line) => (((bits[Math.floor(line / 32)] ?? 0) >>> (line % 32)) & 1) === 1;
  };
}
