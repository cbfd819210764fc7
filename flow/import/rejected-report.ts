import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { ImportRejectReason } from '#contracts/import.ts';
import { stringifyRow } from '../csv-text.ts';
import type { RejectedRow } from './import-event.ts';

export interface RejectedReport {
  add(row: RejectedRow): Promise<void>;
  /** How many so far. */
  counts(): { readonly [Reason in ImportRejectReason]?: number };
  /** May be called again; the counts stay. */
  close(): Promise<{ readonly rows: number; readonly byReason: ReadonlyMap<ImportRejectReason, number> }>;
}

/**
 * CSV of line, reason and detail. The file comes into being with its first row; one left by an earlier run goes away. Rows
 * beyond `rowsAtMost` are counted and not written.
 */
export async function openRejectedReport(
  path: string,
  rowsAtMost: number = Number.POSITIVE_INFINITY,
): Promise<RejectedReport> {
  await rm(path, { force: true });
  const byReason = new Map<ImportRejectReason, number>();
  let rows = 0;
  let file: WriteStream | undefined;
  return {
    async add({ line, reason, detail }) {
      rows++;
      byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
      if (rows > rowsAtMost) return;
      if (file === undefined) {
        file = createWriteStream(path, { mode: 0o600 });
        file.write(stringifyRow(['line', 'reason', 'detail']));
      }
      if (!file.write(stringifyRow([String(line), reason, detail]))) await once(file, 'drain');
    },
    counts: () => Object.fromEntries(byReason),
    async close() {
      const open = file;
      file = undefined;
      open?.end();
      if (open !== undefined) await finished(open);
      return { rows, byReason };
    },
  };
}
