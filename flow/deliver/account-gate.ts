import type { ChannelAdapter } from '#channels/port.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { type DeliveryClass, deliveryClasses } from '#core/effect.ts';
import { type Circuit, createCircuit } from './circuit.ts';
import { type Admission, createTokenBucket } from './token-bucket.ts';

/** Work that may wait in memory; the rest waits in the outbox, because a lease is short and a claim holds others up. */
const longestQueueMilliseconds = 5_000;
const longestQueue = 1_000;
const firstEstimate = 100;
const newestShare = 0.1;

export interface AccountGate {
  readonly circuit: Circuit;
  /** May this message go to the provider now? `returning` says that it was told to come again before. */
  admit(deliveryClass: DeliveryClass, now: Instant, returning: boolean): Admission;
  /** Runs an admitted send, at most `concurrency` at a time, transactional ones first. */
  run<T>(deliveryClass: DeliveryClass, send: () => Promise<T>): Promise<T>;
}

export function createAccountGate({ capabilities }: ChannelAdapter, random: () => number): AccountGate {
  const { concurrency, perSecond } = capabilities;
  const circuit = createCircuit();
  const bucket = perSecond === undefined ? undefined : createTokenBucket(perSecond);
  const queues: { readonly [K in DeliveryClass]: (() => void)[] } = { transactional: [], triggered: [], campaign: [] };
  let active = 0;
  let admitted = 0;
  let sendMilliseconds = firstEstimate;

  /** How long all that was admitted will take, as far as can be told. */
  function queueMilliseconds(): number {
    return (admitted * sendMilliseconds) / concurrency;
  }

  function isFull(): boolean {
    return admitted >= concurrency && (admitted >= longestQueue || queueMilliseconds() >= longestQueueMilliseconds);
  }

  async function slot(deliveryClass: DeliveryClass): Promise<void> {
    if (active < concurrency) {
      active += 1;
      return;
    }
    // The seat is handed over by whoever leaves, so `active` does not change.
    await new Promise<void>((resolve) => queues[deliveryClass].push(resolve));
  }

  function leave(): void {
    admitted -= 1;
    for (const one of deliveryClasses) {
      const next = queues[one].shift();
      if (next) {
        next();
        return;
      }
    }
    active -= 1;
  }

  return {
    circuit,
    admit(deliveryClass, now, returning) {
      // Around the middle of the time that the queue needs, so that it is neither empty nor still full then.
      if (deliveryClass !== 'transactional' && isFull()) {
        return { comeAgainAt: now + Math.ceil(queueMilliseconds() * (0.25 + random() / 2)) };
      }
      const answer = bucket?.(deliveryClass, now, returning) ?? 'go';
      const open = answer === 'go' ? circuit.admit(now) : answer;
      if (open === 'go') admitted += 1;
      return open;
    },
    async run(deliveryClass, send) {
      await slot(deliveryClass);
      const began = performance.now();
      try {
        return await send();
      } finally {
        sendMilliseconds += newestShare * (performance.now() - began - sendMilliseconds);
        leave();
      }
    },
  };
}
