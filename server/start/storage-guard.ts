import { statfs } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { LogStore } from '#components/store/port/log.ts';
import type { NoRoom } from '#contracts/no-room.ts';

const lookEvery = 5_000;

/** Below this the databases could no longer finish what they have begun. */
const freeBytesNeeded = 512 * 1024 * 1024;

export interface StorageGuard {
  /** Why no more events can be taken, or undefined. */
  reason(): NoRoom | undefined;
  /** Something could not be stored: another program may have filled the disk since the last look. */
  lookNow(): void;
  stop(): void;
}

export interface StorageGuardOptions {
  readonly log: Pick<LogStore, 'bytes'>;
  readonly logBytesAtMost: number;
  /** Folder on the disk that is watched. */
  readonly dataDirectory: string;
  readonly logger: Pick<Logger, 'error' | 'warn'>;
  /** Bytes that are free on the disk of a folder. */
  readonly freeBytes?: (directory: string) => Promise<number>;
}

/**
 * Looks at the size of the log and at the disk now and then. When either is at its limit, senders are asked to come back
 * (503) while everything that was taken is still worked off: a full disk would stop the databases in the middle.
 */
export async function startStorageGuard(options: StorageGuardOptions): Promise<StorageGuard> {
  const { log, logBytesAtMost, dataDirectory, logger, freeBytes = readFreeBytes } = options;
  let reason: NoRoom | undefined;
  let looking = false;

  async function look(): Promise<void> {
    const before = reason;
    const [logBytes, free] = await Promise.all([log.bytes(), freeBytes(dataDirectory)]);
    if (logBytes > logBytesAtMost) reason = 'log_full';
    else if (free < freeBytesNeeded) reason = 'disk_full';
    else reason = undefined;
    if (reason === before) return;
    const seen = { logBytes, freeBytes: free };
    if (reason === undefined) logger.warn(seen, 'there is room again, and events are taken');
    else logger.error({ reason, ...seen }, 'no more events are taken until there is room again');
  }

  function lookNow(): void {
    // A database that hangs is not asked again until it has answered.
    if (looking) return;
    looking = true;
    look()
      .catch((error: unknown) => logger.warn({ err: error }, 'the room for events could not be looked at'))
      .finally(() => {
        looking = false;
      });
  }

  await look();
  const timer = setInterval(lookNow, lookEvery);
  timer.unref();
  return { reason: () => reason, lookNow, stop: () => clearInterval(timer) };
}

async function readFreeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}
