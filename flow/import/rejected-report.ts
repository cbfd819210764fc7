import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { type ImportRejectReason, importListColumns } from '#contracts/import.ts';
import { countUnread, type UnreadCount, type UnreadValue } from '#contracts/unread-value.ts';
import { stringifyRow } from '../csv-text.ts';
import type { RejectedRow } from './import-event.ts';
import type { RowSource } from './row.ts';

export interface RejectedReport {
  add(row: RejectedRow): void;
  /** The row went in without these. */
  addUnread(line: number, values: readonly UnreadValue[]): void;
  counts(): {
    readonly rejected: { readonly [Reason in ImportRejectReason]?: number };
    readonly unread: readonly UnreadCount[];
  };
  /** Writes the list, for which the file is read once more up to the last row that stands in it. */
  write(): Promise<void>;
}

interface Entry {
  readonly result: 'rejected' | 'imported_without';
  readonly reason: string;
  readonly column: string;
  readonly detail: string;
}

const details: { readonly [Reason in UnreadValue['reason']]: string } = {
  invalid_phone: 'is no phone number of the country in which it is read',
  invalid_email: 'is no e-mail address',
  invalid_identity: 'is not of the form that this kind of ID has',
  unknown_identity: 'is an ID of a kind that the workspace does not know',
  unknown_consent: 'means neither yes nor no',
  invalid_proof: 'is too long to prove a consent; the consent is left out too',
};

/**
 * CSV of what did not go in: why, and the row itself, so that it can be mended and imported again as it is. One left by an
 * earlier run goes away. Rows beyond `rowsAtMost` are counted and not written. What is noted here is kept in memory, the rows
 * are not: many of them are gone by the time at which the server says what it could not read.
 */
export async function openRejectedReport(
  path: string,
  readAgain: () => Promise<RowSource>,
  rowsAtMost = 1_000_000,
): Promise<RejectedReport> {
  await rm(path, { force: true });
  const byReason = new Map<ImportRejectReason, number>();
  const entries = new Map<number, Entry[]>();
  let unread: readonly UnreadCount[] = [];
  let noted = 0;
  const note = (line: number, entry: Entry) => {
    if (++noted > rowsAtMost) return;
    // A cell is a part of the text that it was read with, and would keep all of that in memory.
    const own = structuredClone(entry);
    const held = entries.get(line);
    if (held === undefined) entries.set(line, [own]);
    else held.push(own);
  };
  return {
    add({ line, reason, detail, about }) {
      byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
      note(line, { result: 'rejected', reason, column: about?.column ?? '', detail });
    },
    addUnread(line, values) {
      for (const value of values) {
        unread = countUnread(unread, line, value);
        note(line, { result: 'imported_without', ...value, detail: details[value.reason] });
      }
    },
    counts: () => ({ rejected: Object.fromEntries(byReason), unread }),
    async write() {
      if (entries.size > 0) await writeList(path, entries, await readAgain());
    },
  };
}

async function writeList(
  path: string,
  entries: ReadonlyMap<number, readonly Entry[]>,
  source: RowSource,
): Promise<void> {
  let last = 0;
  for (const line of entries.keys()) last = Math.max(last, line);
  // Of a list that is imported again, what it said of the rows is not said twice.
  const columns = source.header.filter((column) => !importListColumns.includes(column));
  const left = new Map(entries);
  const file = createWriteStream(path, { mode: 0o600 });
  const put = async (line: number, own: readonly Entry[], values: Readonly<Record<string, string>>) => {
    const told = (['result', 'reason', 'column', 'detail'] as const).map((name) =>
      [...new Set(own.map((entry) => entry[name]).filter(Boolean))].join('; '),
    );
    const text = stringifyRow([...columns.map((column) => values[column] ?? ''), String(line), ...told]);
    if (!file.write(text)) await once(file, 'drain');
  };
  try {
    // Spreadsheets take a file for their own old encoding unless it says what it is.
    file.write('\ufeff');
    file.write(stringifyRow([...columns, ...importListColumns]));
    for await (const rows of source.portions) {
      for (const row of rows) {
        const own = left.get(row.line);
        if (own !== undefined) await put(row.line, own, row.type === 'row' ? row.values : (row.values ?? {}));
        left.delete(row.line);
      }
      if ((rows.at(-1)?.line ?? 0) >= last) break;
    }
    for (const [line, own] of left) await put(line, own, {});
  } finally {
    source.close();
    file.end();
    await finished(file);
  }
}
