import { setTimeout as sleep } from 'node:timers/promises';
import { type ImportJob, importJob } from '#contracts/api/import.ts';
import { type ImportUndoPreview, importUndoPreview } from '#contracts/api/import-undo.ts';
import type { ManagementClient } from '../management-client.ts';
import { UsageError } from '../usage-error.ts';

const pollMilliseconds = 250;

/** What taking the import back would concern. */
export function previewImportUndo(client: ManagementClient, id: string): Promise<ImportUndoPreview> {
  return client.get(`/imports/${encodeURIComponent(id)}/undo`, importUndoPreview);
}

/**
 * Takes an import back and waits for the end; one whose client was killed is stopped first. Goes on with an undo that is under
 * way. Throws UsageError where there is nothing to take back. The server goes on when `signal` ends the wait.
 */
export async function undoImport(
  client: ManagementClient,
  id: string,
  onProgress: (done: number, people: number) => void,
  signal: AbortSignal,
): Promise<ImportJob> {
  const path = `/imports/${encodeURIComponent(id)}`;
  let job = await client.get(path, importJob);
  if (job.status === 'undone') throw new UsageError('This import was taken back already.');
  if (job.status !== 'undoing') {
    if (job.status === 'importing') await client.send('POST', `${path}/cancel`);
    job = importJob.parse(await client.send('POST', `${path}/undo`));
  }
  while (job.status === 'undoing') {
    onProgress(job.undo?.done ?? 0, job.undo?.people ?? 0);
    await sleep(pollMilliseconds, undefined, { signal });
    job = await client.get(path, importJob);
  }
  onProgress(job.undo?.done ?? 0, job.undo?.people ?? 0);
  return job;
}
