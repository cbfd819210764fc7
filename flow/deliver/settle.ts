import { setTimeout as sleep } from 'node:timers/promises';
import { groupCommit } from '#components/group-commit.ts';
import type { OutboxStore } from '#components/store/port/outbox.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { Verdict } from './claimed.ts';

const verdictsPerWrite = 500;
const firstWait = 50;
const longestWait = 2_000;

export interface Settler {
  /** Resolves when the receipt is in the log and the row is settled. */
  settle(verdict: Verdict): Promise<void>;
  /** From now on a write that fails is given up: its rows come back when their lease ends. */
  giveUp(): void;
}

/**
 * Receipts first, then rows: whoever dies in between leaves a row that is sent again with the same key and whose receipt
 * is recognised as a repeat; the other order would lose the receipt. A write that fails is tried again for as long as the
 * process lives, because its messages have already gone out; meanwhile their number in flight holds back new claims.
 */
export function createSettler(
  outbox: OutboxStore,
  append: (stimuli: readonly ProfileStimulus[]) => Promise<void>,
  onError: (error: unknown) => void,
): Settler {
  let givingUp = false;

  async function persistently(write: () => Promise<void>): Promise<void> {
    for (let wait = firstWait; ; wait = Math.min(longestWait, wait * 2)) {
      try {
        return await write();
      } catch (error) {
        onError(error);
        if (givingUp) throw error;
        await sleep(wait);
      }
    }
  }

  const settle = groupCommit<Verdict>(async (verdicts) => {
    const receipts = verdicts.flatMap(({ receipt }) => (receipt ? [receipt] : []));
    if (receipts.length > 0) await persistently(() => append(receipts));
    await persistently(() => outbox.settle(verdicts.map(({ item, outcome }) => ({ item, outcome }))));
  }, verdictsPerWrite);

  return {
    settle,
    giveUp: () => {
      givingUp = true;
    },
  };
}
