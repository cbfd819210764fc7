import { statfs } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { LogStore } from '#components/store/port/log.ts';

const lookEvery = 5_000;

/** Below this the databases could no longer finish what they have begun. */
const freeBytesNeeded = 512 * 1024 * 1024;

export interface StorageGuard {
  /** Why no more events can be taken, or undefined. */
  reason(): string | undefined;
  stop(): void;
}

export interface StorageGuardOptions {
  readonly log: LogStore;
  readonly logBytesAtMost: number;
  /** Folder on the disk that is watched. */
  readonly dataDirectory: string;
  readonly logger: Pick<Logger, 'error' | 'warn'>;
}

/**
 * Looks at the size of the log and at the disk now and then. When either is at its limit, senders are asked to come back
 * (503) while everything that was taken is still worked off: a full disk would stop the databases in the middle.
 */
export async function startStorageGuard(options: StorageGuardOptions): Promise<StorageGuard> {
  const { log, logBytesAtMost, dataDirectory, logger } = options;
  let reason: string | undefined;
  let looking = false;

  async function look(): Promise<void> {
    const before = reason;
    const [bytes, disk] = await Promise.all([log.bytes(), statfs(dataDirectory)]);
    if (bytes > logBytesAtMost) reason = 'log_full';
    else if (disk.bavail * disk.bsize < freeBytesNeeded) reason = 'disk_full';
    else reason = undefined;
    if (reason !== undefined && reason !== before) {
      logger.error({ reason, logBytes: bytes }, 'no more events are taken until there is room again');
    }
  }

  await look();
  const timer = setInterval(() => {
    // A database that hangs is not asked again until it has answered.
    if (looking) return;
    looking = true;
    look()
      .catch((error: unknown) => logger.warn({ err: error }, 'the room for events could not be looked at'))
      .finally(() => {
        looking = false;
      });
  }, lookEvery);
  timer.unref();
  return { reason: () => reason, stop: () => clearInterval(timer) };
}
