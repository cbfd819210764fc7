import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { RejectedRow } from '#flow/import/import-event.ts';
import { stringifyRow } from '../csv-text.ts';

export interface RejectedReport {
  add(row: RejectedRow): Promise<void>;
  /** May be called again; the counts stay. */
  close(): Promise<{ readonly rows: number; readonly byReason: ReadonlyMap<string, number> }>;
}

/** CSV of line, reason and detail. The file comes into being with its first row; one left by an earlier run goes away. */
export async function openRejectedReport(path: string): Promise<RejectedReport> {
  await rm(path, { force: true });
  const byReason = new Map<string, number>();
  let rows = 0;
  let file: WriteStream | undefined;
  return {
    async add({ line, reason, detail }) {
      rows++;
      byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
      if (file === undefined) {
        file = createWriteStream(path);
        file.write(stringifyRow(['line', 'reason', 'detail']));
      }
      if (!file.write(stringifyRow([String(line), reason, detail]))) await once(file, 'drain');
    },
    async close() {
      const open = file;
      file = undefined;
      open?.end();
      if (open !== undefined) await finished(open);
      return { rows, byReason };
    },
  };
}
