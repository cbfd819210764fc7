import { setTimeout as sleep } from 'node:timers/promises';
import { type ImportJob, importJob } from '#contracts/api/import.ts';
import type { BeginSentImportRequest, TellSentImportRequest } from '#contracts/api/sent-import.ts';
import { createManagementClient, ManagementError } from '../management-client.ts';
import { CommandError } from '../usage-error.ts';
import type { ImportClientOptions } from './import-client.ts';

/** The server's record of an import, by which it is listed and can be taken back. */
export interface ImportRecord {
  readonly id: string;
  /** Says how far it is, at most once a second; calls may overlap. */
  tell(progress: TellSentImportRequest['progress']): Promise<void>;
  /** Says that it is over, or waits to go on. */
  end(told: TellSentImportRequest): Promise<void>;
}

const tellEveryMilliseconds = 1_000;
const lastWordMilliseconds = 5_000;

/** Undefined where it is deleted, or was never announced. */
export async function findImportRecord(id: string, options: ImportClientOptions): Promise<ImportJob | undefined> {
  const client = createManagementClient(options);
  try {
    return await insist(() => client.get(`/imports/${id}`, importJob), options);
  } catch (error) {
    if (error instanceof ManagementError && error.status === 404) return undefined;
    throw error;
  }
}

/** Announces the import, or goes on with it where it is there. Throws CommandError when the server stays away or refuses. */
export async function openImportRecord(
  announced: BeginSentImportRequest,
  progress: TellSentImportRequest['progress'],
  options: ImportClientOptions,
): Promise<ImportRecord> {
  const client = createManagementClient(options);
  const path = `/imports/${announced.id}/sent`;
  const tell = (told: TellSentImportRequest) => insist(() => client.send('PUT', path, told), options);
  await insist(() => client.send('POST', '/imports/sent', announced), options);
  await tell({ status: 'importing', progress });
  let telling: Promise<unknown> = Promise.resolve();
  let toldAt = performance.now();
  return {
    id: announced.id,
    async tell(next) {
      const now = performance.now();
      if (now - toldAt < tellEveryMilliseconds) return;
      toldAt = now;
      telling = telling.then(() => tell({ status: 'importing', progress: next }));
      await telling;
    },
    async end(told) {
      if (told.status === 'done') {
        await tell(told);
        return;
      }
      // An import that was interrupted has no time left for a server that stays away.
      const signal = AbortSignal.timeout(lastWordMilliseconds);
      await createManagementClient({ ...options, signal }).send('PUT', path, told);
    },
  };
}

/** Waits for a server that is away, or has an error of its own, as long as batches do. */
async function insist<T>(ask: () => Promise<T>, options: ImportClientOptions): Promise<T> {
  const patience = options.patienceMilliseconds ?? 60_000;
  for (let attempt = 1, waited = 0; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      const isOwn = error instanceof ManagementError && error.status < 500 && error.status !== 429;
      if (!(error instanceof CommandError) || isOwn) throw error;
      const pause = Math.min(250 * 2 ** attempt, 10_000);
      waited += pause;
      if (waited > patience) throw new CommandError(`${error.message} Run the same command again to go on from here.`);
      options.onWait?.(error.message, pause);
      await sleep(pause, undefined, { signal: options.signal });
    }
  }
}
