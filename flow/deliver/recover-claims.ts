import { setTimeout as sleep } from 'node:timers/promises';
import type { OutboxHolder, OutboxStore } from '#components/store/port/outbox.ts';
import type { Instant } from '#contracts/identifiers.ts';

interface RecoveryParts {
  readonly outbox: Pick<OutboxStore, 'silentHolders' | 'giveBack'>;
  readonly holder: Pick<OutboxHolder, 'id'>;
  /**
   * Milliseconds between two looks. A holder must be silent at both: when the database was restarted, the living show
   * themselves again within a second, and a message that they have in hand must not be sent by somebody else as well.
   */
  readonly lookEvery: number;
  readonly clock: () => Instant;
  readonly onError: (error: unknown) => void;
}

/** Gives back what processes have claimed that are no more, and what somebody keeps for longer than its lease. */
export function startClaimRecovery({ outbox, holder, lookEvery, clock, onError }: RecoveryParts): {
  stop(): Promise<void>;
} {
  const stopped = new AbortController();
  let suspects: ReadonlySet<number> = new Set();

  async function look(): Promise<void> {
    const silent = (await outbox.silentHolders()).filter((id) => id !== holder.id);
    await outbox.giveBack(
      silent.filter((id) => suspects.has(id)),
      clock(),
    );
    suspects = new Set(silent);
  }

  async function loop(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        await look();
      } catch (error) {
        // Whoever seems silent may only have lost the database together with us.
        suspects = new Set();
        onError(error);
      }
      // Ends early by stop.
      await sleep(lookEvery, undefined, { signal: stopped.signal }).catch(() => {});
    }
  }

  const ended = loop();
  return {
    async stop() {
      stopped.abort();
      await ended;
    },
  };
}
