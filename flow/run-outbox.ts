import type { OutboxItem, OutboxStore } from '#components/store/port/outbox.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { createWakeUp } from './wake-up.ts';

const rowsPerClaim = 200;
/** Rows claimed and not settled at most: what a crash would leave to the next claim, and memory's share. */
const mostInFlight = 4_000;
/** Retries fall due without anybody telling, and a notification can be lost. */
const pollMilliseconds = 250;
const waitAfterError = 1_000;

export interface OutboxLoop {
  readonly outbox: OutboxStore;
  readonly kind: OutboxItem['kind'];
  readonly leaseMilliseconds: number;
  readonly clock: () => Instant;
  /** Settles all its rows; those of a rejected call come back when their lease ends. */
  readonly handle: (items: readonly OutboxItem[], claimedAt: Instant) => Promise<void>;
  readonly onError: (error: unknown) => void;
  readonly onInFlight?: (count: number) => void;
}

/** Claims rows as soon as there are any and hands them on in batches that overlap. `stop` waits for all of them. */
export function runOutbox({ outbox, kind, leaseMilliseconds, clock, handle, onError, onInFlight }: OutboxLoop): {
  stop(): Promise<void>;
} {
  const wakeUp = createWakeUp();
  const open = new Set<Promise<void>>();
  let inFlight = 0;
  let stopping = false;

  function take(items: readonly OutboxItem[], claimedAt: Instant): void {
    inFlight += items.length;
    onInFlight?.(inFlight);
    const batch = handle(items, claimedAt)
      .catch(onError)
      .finally(() => {
        open.delete(batch);
        inFlight -= items.length;
        onInFlight?.(inFlight);
        if (inFlight + items.length >= mostInFlight) wakeUp.wake();
      });
    open.add(batch);
  }

  async function claimOnce(): Promise<void> {
    const limit = Math.min(rowsPerClaim, mostInFlight - inFlight);
    if (limit <= 0) return await wakeUp.sleep(pollMilliseconds);
    const claimedAt = clock();
    const items = await outbox.claim(kind, claimedAt, limit, leaseMilliseconds);
    if (items.length > 0) take(items, claimedAt);
    if (items.length < limit && !stopping) await wakeUp.sleep(pollMilliseconds);
  }

  async function loop(): Promise<void> {
    let unwatch: (() => Promise<void>) | undefined;
    while (!stopping) {
      try {
        unwatch ??= await outbox.watch(wakeUp.wake);
        await claimOnce();
      } catch (error) {
        onError(error);
        if (!stopping) await wakeUp.sleep(waitAfterError);
      }
    }
    await Promise.all([...open, unwatch?.()]);
  }

  const ended = loop();
  return {
    async stop() {
      stopping = true;
      wakeUp.wake();
      await ended;
    },
  };
}
