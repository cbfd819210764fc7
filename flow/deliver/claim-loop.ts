import type {
  OutboxAccount,
  OutboxEnding,
  OutboxHolder,
  OutboxItem,
  OutboxLease,
  OutboxRoom,
  OutboxStore,
} from '#components/store/port/outbox.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { createWakeUp } from '../wake-up.ts';

const rowsPerClaim = 200;
/** Rows claimed and not settled at most: what a crash would leave to the next claim, and memory's share. */
const mostInFlight = 4_000;
const waitAfterError = 1_000;

export interface ClaimLoopParts {
  readonly outbox: OutboxStore;
  readonly holder: Pick<OutboxHolder, 'id'>;
  readonly leaseMilliseconds: number;
  /** How often is looked for what fell due, in milliseconds: nobody tells of it, and a notification can be lost. */
  readonly dueEvery: number;
  /** How often is looked for what ends while its account has no room. */
  readonly endingEvery: number;
  readonly clock: () => Instant;
  /** How many messages of each rank, and of those before it, the account takes now. */
  readonly room: (account: OutboxAccount) => readonly number[];
  /** Set for an account that has no room: what ends before then is claimed all the same. */
  readonly endingBefore: (account: OutboxAccount) => Instant | undefined;
  /** Settles all its rows; those of a rejected call come back when their lease ends. */
  readonly handle: (items: readonly OutboxItem[], claimedAt: Instant, isEnding: boolean) => Promise<void>;
  readonly onError: (error: unknown) => void;
  readonly onInFlight: (count: number) => void;
}

export interface ClaimLoop {
  /** An account has room again. */
  wake(): void;
  /** Claims no more and waits for all that was claimed. */
  stop(): Promise<void>;
}

/** Claims what there is room for as soon as there is any, and hands it on in batches that overlap. */
export function startClaimLoop(parts: ClaimLoopParts): ClaimLoop {
  const { outbox, clock, handle, onError, onInFlight, dueEvery, endingEvery } = parts;
  const wakeUp = createWakeUp();
  const open = new Set<Promise<void>>();
  let inFlight = 0;
  let stopping = false;
  let lookedForEndingAt = Number.NEGATIVE_INFINITY;

  function take(items: readonly OutboxItem[], claimedAt: Instant, isEnding: boolean): void {
    if (items.length === 0) return;
    inFlight += items.length;
    onInFlight(inFlight);
    const batch = handle(items, claimedAt, isEnding)
      .catch(onError)
      .finally(() => {
        open.delete(batch);
        const wasFull = inFlight >= mostInFlight;
        inFlight -= items.length;
        onInFlight(inFlight);
        if (wasFull) wakeUp.wake();
      });
    open.add(batch);
  }

  /** Divided among those who ask, so that many slow accounts leave something to the others. */
  function roomOf(accounts: readonly OutboxAccount[]): readonly OutboxRoom[] {
    const most = Math.min(rowsPerClaim, Math.ceil((mostInFlight - inFlight) / Math.max(1, accounts.length)));
    return accounts
      .map((account) => ({ ...account, upTo: parts.room(account).map((count) => Math.min(most, count)) }))
      .filter(({ upTo }) => upTo.some((count) => count > 0));
  }

  function endingOf(accounts: readonly OutboxAccount[]): readonly OutboxEnding[] {
    return accounts.flatMap((account) => {
      const before = parts.endingBefore(account);
      return before === undefined ? [] : [{ ...account, before }];
    });
  }

  async function claimOnce(): Promise<void> {
    if (inFlight >= mostInFlight) return await wakeUp.sleep(dueEvery);
    const accounts = await outbox.waiting();
    const now = clock();
    const lease: OutboxLease = { holder: parts.holder.id, now, milliseconds: parts.leaseMilliseconds };
    const room = roomOf(accounts);
    const items = room.length > 0 ? await outbox.claim(room, lease) : [];
    take(items, now, false);
    if (performance.now() - lookedForEndingAt >= endingEvery) {
      lookedForEndingAt = performance.now();
      const ending = endingOf(accounts);
      if (ending.length > 0) take(await outbox.claimEnding(ending, rowsPerClaim, lease), now, true);
    }
    if (items.length === 0 && !stopping) await wakeUp.sleep(dueEvery);
  }

  async function loop(): Promise<void> {
    let unwatch: (() => Promise<void>) | undefined;
    while (!stopping) {
      try {
        unwatch ??= await outbox.watch(['deliver'], wakeUp.wake);
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
    wake: wakeUp.wake,
    async stop() {
      stopping = true;
      wakeUp.wake();
      await ended;
    },
  };
}
