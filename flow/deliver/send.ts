import { LRUCache } from 'lru-cache';
import type { AdapterDirectory } from '#channels/directory.ts';
import type { ChannelAdapter, SendResult } from '#channels/port.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { type Answered, verdictOf } from './answer.ts';
import { backoffMilliseconds } from './backoff.ts';
import type { Verdict } from './claimed.ts';
import type { Gates } from './gates.ts';
import { later, type Prepared, withhold } from './prepare.ts';
import { longestTryMilliseconds, trySend } from './try-send.ts';

const failuresRemembered = 100_000;

export interface SenderParts {
  readonly adapters: AdapterDirectory;
  readonly gates: Gates;
  readonly clock: () => Instant;
  readonly random: () => number;
  readonly onThrow: (adapter: ChannelAdapter, error: unknown) => void;
}

/** Gives prepared messages to their adapters, within the limits of each account. */
export function createSender({
  adapters,
  gates,
  clock,
  random,
  onThrow,
}: SenderParts): (prepared: Prepared) => Promise<Verdict> {
  // A row's `attempt` also counts the times it only had to wait, so failures are counted here; a restart forgets them,
  // which makes the next retry come sooner and nothing else.
  // Counted by size, because `max` takes the room of all entries at once.
  const failures = new LRUCache<string, number>({ maxSize: failuresRemembered, sizeCalculation: () => 1 });

  return async (prepared) => {
    const { claimed, adapter } = prepared;
    const { effect, item } = claimed;
    const gate = gates.of(adapter);
    const answer = await gate.run(effect.class, async () => {
      if (clock() + longestTryMilliseconds > claimed.leaseEndsAt) return later(claimed, clock(), 'lease_too_short');
      const result = await attempt(prepared);
      const now = clock();
      if (result.type === 'stop') {
        gate.circuit.stop(now);
        adapters.reportStop(item.workspace, effect.channel, result.reason);
      } else if (gate.circuit.answered()) {
        adapters.reportStop(item.workspace, effect.channel, null);
      }
      return verdictOf(claimed, result, answered(adapter, effect.delivery, now, result));
    });
    if (!('comeAgainAt' in answer)) return answer;
    return answer.comeAgainAt <= effect.notAfter
      ? later(claimed, answer.comeAgainAt, 'rate_limited')
      : withhold(claimed, 'rate_limited', clock());
  };

  async function attempt({ adapter, message, claimed }: Prepared): Promise<SendResult> {
    const idempotencyKey = claimed.effect.delivery;
    try {
      return await trySend((signal) => adapter.send(message, { idempotencyKey, signal, now: clock() }));
    } catch (error) {
      onThrow(adapter, error);
      return { type: 'retry', reason: 'internal_error' };
    }
  }

  function answered(adapter: ChannelAdapter, delivery: string, now: Instant, result: SendResult): Answered {
    if (result.type !== 'retry' && result.type !== 'stop') failures.delete(delivery);
    return {
      provider: adapter.provider,
      now,
      backoff() {
        const count = (failures.get(delivery) ?? 0) + 1;
        failures.set(delivery, count);
        return backoffMilliseconds(count, random);
      },
    };
  }
}
