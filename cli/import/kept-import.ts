import type { ImportJob } from '#contracts/api/import.ts';
import { UsageError } from '../usage-error.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { ImportClientOptions } from './import-client.ts';
import { findImportRecord } from './import-record.ts';
import { type ImportProgress, noProgress } from './send-items.ts';

/** What is to be done with a file, as its checkpoint and the server's record of it tell. */
export interface KeptImport {
  readonly progress: ImportProgress;
  /** Undefined where a new record is needed. */
  readonly id: string | undefined;
  readonly finishedAt: string | null;
}

const anew: KeptImport = { progress: noProgress, id: undefined, finishedAt: null };

/** Throws UsageError where somebody has stopped the import, or is taking it back. */
export async function readKeptImport(found: Checkpoint['found'], options: ImportClientOptions): Promise<KeptImport> {
  if (found === undefined) return anew;
  const { progress, finishedAt, importId } = found;
  const record = importId === undefined ? undefined : await findImportRecord(importId, options);
  if (record === undefined) return { progress, id: undefined, finishedAt };
  return { progress, id: record.id, finishedAt, ...byStatus(record) };
}

function byStatus({ status, id, finishedAt }: ImportJob): Partial<KeptImport> {
  switch (status) {
    case 'undone':
      return anew;
    case 'done':
      return { finishedAt };
    case 'undoing':
      throw new UsageError(`The import ${id} is being taken back. Wait for its end to send the file again.`);
    case 'cancelled':
      throw new UsageError(
        `The import ${id} was stopped. Take back what came in by "import undo ${id}", or send the whole file by --again.`,
      );
    default:
      return {};
  }
}
