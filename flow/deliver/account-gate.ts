import type { ChannelAdapter } from '#channels/port.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { type DeliveryClass, deliveryClasses } from '#core/effect.ts';
import { type Admission, type Circuit, createCircuit } from './circuit.ts';
import { createTokenBucket } from './token-bucket.ts';

/**
 * Messages are claimed for about as long ahead. More would wait in memory for a lease that runs out and behind what
 * becomes more urgent meanwhile; less would leave the provider idle while the next ones are claimed and rendered.
 */
const aheadMilliseconds = 500;
const mostAhead = 500;
const firstEstimate = 100;
const newestShare = 0.1;
/** The clock may be another one than that of timers, and a rate of one in an hour is no reason for a timer of an hour. */
const longestTimer = 1_000;

export interface AccountGate {
  readonly circuit: Circuit;
  /** How many messages to claim now: of the first class, of the first two together, of all. */
  room(now: Instant): readonly number[];
  /** When it was last asked, it had no room for all classes. */
  isFull(): boolean;
  /** So many were claimed for it; each is told of by `release` when it is through, sent or not. */
  hold(count: number): void;
  release(): void;
  /** Runs a send when it is its turn: at most `concurrency` at a time, within the rate, the first class first. */
  run<T>(deliveryClass: DeliveryClass, send: () => Promise<T>): Promise<T | Exclude<Admission, 'go'>>;
  /** What has not begun is told to come again, at once. */
  close(): void;
}

interface GateParts {
  readonly clock: () => Instant;
  /** There is room again after there was none. */
  readonly onRoom: () => void;
}

interface Waiting {
  answer(admission: Admission): void;
}

export function createAccountGate({ capabilities }: ChannelAdapter, { clock, onRoom }: GateParts): AccountGate {
  const { concurrency, perSecond } = capabilities;
  const circuit = createCircuit();
  const bucket = perSecond === undefined ? undefined : createTokenBucket(perSecond);
  const queues: { readonly [K in DeliveryClass]: Waiting[] } = { transactional: [], triggered: [], campaign: [] };
  let active = 0;
  let held = 0;
  let sendMilliseconds = firstEstimate;
  let full = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  function target(): number {
    const ahead = Math.ceil((concurrency * aheadMilliseconds) / Math.max(1, sendMilliseconds));
    return Math.max(2 * concurrency, Math.min(mostAhead, ahead));
  }

  function roomOf(deliveryClass: DeliveryClass, now: Instant): number {
    if (closed) return 0;
    const state = circuit.look(now);
    if (state === 'probe') return held === 0 ? 1 : 0;
    if (state !== 'go') return 0;
    const wanted = target();
    // Half as much again is kept for those who must not wait behind a campaign.
    const free = (deliveryClass === 'transactional' ? Math.ceil(1.5 * wanted) : wanted) - held;
    const allowed = bucket?.within(aheadMilliseconds, deliveryClass, now) ?? Number.POSITIVE_INFINITY;
    const room = Math.min(free, allowed - (held - active));
    // A few at a time would cost a claim for each few.
    const worthwhile = Math.min(wanted / 2, ((perSecond ?? Number.POSITIVE_INFINITY) * aheadMilliseconds) / 4_000);
    return room >= (deliveryClass === 'transactional' ? 1 : Math.max(1, worthwhile)) ? room : 0;
  }

  function nextClass(): DeliveryClass | undefined {
    return deliveryClasses.find((one) => queues[one].length > 0);
  }

  /** Lets in whoever's turn it is. A paused account sends everybody away, whether there are seats or not. */
  function letIn(): void {
    for (let next = nextClass(); next !== undefined; next = nextClass()) {
      const now = clock();
      const state: Admission | 'probe' = closed ? { comeAgainAt: now } : circuit.look(now);
      if (typeof state === 'object') {
        queues[next].shift()?.answer(state);
        continue;
      }
      if (active >= concurrency) return;
      const wait = bucket?.take(next, now) ?? 0;
      if (wait > 0) {
        lookAgainIn(wait);
        return;
      }
      circuit.admit(now);
      active += 1;
      queues[next].shift()?.answer('go');
    }
  }

  function lookAgainIn(milliseconds: number): void {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        letIn();
      },
      Math.min(longestTimer, milliseconds),
    );
  }

  return {
    circuit,
    room(now) {
      const room = deliveryClasses.map((one) => roomOf(one, now));
      full = room.some((count) => count === 0);
      return room;
    },
    isFull: () => full,
    hold(count) {
      held += count;
    },
    release() {
      held -= 1;
      if (!full || held > target() / 2) return;
      full = false;
      onRoom();
    },
    async run(deliveryClass, send) {
      const { promise, resolve } = Promise.withResolvers<Admission>();
      queues[deliveryClass].push({ answer: resolve });
      letIn();
      const admission = await promise;
      if (admission !== 'go') return admission;
      const began = performance.now();
      try {
        return await send();
      } finally {
        sendMilliseconds += newestShare * (performance.now() - began - sendMilliseconds);
        active -= 1;
        letIn();
      }
    },
    close() {
      closed = true;
      letIn();
      clearTimeout(timer);
    },
  };
}
