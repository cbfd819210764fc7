import type { Logger } from 'pino';
import type { JourneyAskStore } from '#components/journey-ask/store.ts';
import type { Store } from '#components/store/port/index.ts';
import type { OutboxItem } from '#components/store/port/outbox.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { createWakeUp } from '../wake-up.ts';
import { type Answer, type Ask, answerAsk } from './answer-ask.ts';
import { type PostWebhook, webhookAnswer, webhookBody } from './call-webhook.ts';

const rowsAtOnce = 500;
/** Calls of other systems under way, and waiting for another try. */
const callsAtOnce = 50;
const mostCalls = 2_000;
const pollMilliseconds = 250;
const waitAfterError = 500;
const mostTries = 6;
const hour = 3_600_000;
/** A row of the outbox is asked again within moments; its answer is kept for much longer. */
const answersKept = 72 * hour;

export interface AskingParts {
  readonly store: Pick<Store, 'outbox'>;
  readonly asks: JourneyAskStore;
  readonly post: PostWebhook;
  /** Durable when it resolves; a stimulus whose id was appended before is passed over. */
  readonly append: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  readonly clock: () => Instant;
  readonly log: Pick<Logger, 'error'>;
}

/**
 * Carries what journeys ask from the outbox to whoever answers it, and the answers into the log; then the row is settled. A
 * crash in between asks again under the same id. What the database answers is answered in order; calls of other systems
 * go on beside it, each with a few tries until its run waits no longer.
 */
export function startAsking(parts: AskingParts): { stop(): Promise<void> } {
  const { store, asks, clock, log } = parts;
  const wakeUp = createWakeUp();
  const aborting = new AbortController();
  const calls = new Map<string, { tries: number; notBefore: Instant; running?: Promise<void> }>();
  let stopping = false;
  let pruned = clock();

  async function round(): Promise<number> {
    const quick = await store.outbox.read('ask', rowsAtOnce);
    for (const item of quick) {
      const ask = readAsk(item);
      if (ask instanceof Error) await settle(item, { type: 'dead', error: ask.message });
      else await conclude(item, ask, await answerAsk(asks, item.workspace, ask as Ask<'entry' | 'coupon' | 'task'>));
    }
    for (const item of await store.outbox.read('call', mostCalls)) startCall(item);
    if (clock() - pruned >= hour) {
      pruned = clock();
      await asks.prune(pruned - answersKept);
    }
    return quick.length;
  }

  function startCall(item: OutboxItem): void {
    const call = calls.get(item.id) ?? { tries: 0, notBefore: 0 };
    const running = [...calls.values()].filter((one) => one.running).length;
    if (call.running || call.notBefore > clock() || running >= callsAtOnce) return;
    call.tries += 1;
    call.running = attempt(item, call.tries)
      .then((next) => {
        if (next === undefined) calls.delete(item.id);
        else call.notBefore = next;
      })
      .catch((error: unknown) => {
        if (stopping) return;
        call.notBefore = clock() + waitAfterError;
        log.error({ err: error }, 'what a journey asked could not be answered; trying again');
      })
      .finally(() => {
        delete call.running;
        wakeUp.wake();
      });
    calls.set(item.id, call);
  }

  /** When to try again; undefined once it is settled. */
  async function attempt(item: OutboxItem, tries: number): Promise<Instant | undefined> {
    const ask = readAsk(item) as Ask<'webhook'> | Error;
    if (ask instanceof Error) {
      await settle(item, { type: 'dead', error: ask.message });
      return undefined;
    }
    // The run has gone on by its timeout.
    if (ask.what.until <= clock()) {
      await settle(item, { type: 'done' });
      return undefined;
    }
    const request = { workspace: item.workspace, url: ask.what.url, id: ask.id, body: webhookBody(ask) };
    const result = await parts.post(request, aborting.signal);
    if (stopping) return clock();
    if (result.type === 'retry' && tries < mostTries) return Math.max(result.at, clock() + 1_000 * 2 ** tries);
    const answer = result.type === 'answered' ? webhookAnswer(result.body) : { outcome: 'failed', values: {} };
    await conclude(item, ask, answer);
    return undefined;
  }

  async function conclude(item: OutboxItem, ask: Ask, answer: Answer): Promise<void> {
    const now = clock();
    if (answer) {
      const { workspace } = item;
      const { profile, id } = ask;
      await parts.append([
        { type: 'answer', workspace, profile, id: `answer:${id}`, at: now, receivedAt: now, ask: id, ...answer },
      ]);
    }
    await settle(item, { type: 'done' });
  }

  async function settle(
    item: OutboxItem,
    outcome: { readonly type: 'done' } | { readonly type: 'dead'; readonly error: string },
  ): Promise<void> {
    await store.outbox.settle([{ item, outcome }]);
  }

  async function loop(): Promise<void> {
    let unwatch: (() => Promise<void>) | undefined;
    while (!stopping) {
      try {
        unwatch ??= await store.outbox.watch(['ask', 'call'], wakeUp.wake);
        const count = await round();
        if (count < rowsAtOnce && !stopping) await wakeUp.sleep(pollMilliseconds);
      } catch (error) {
        log.error({ err: error }, 'what journeys asked could not be answered; trying again');
        if (!stopping) await wakeUp.sleep(waitAfterError);
      }
    }
    await unwatch?.();
  }

  const ended = loop();
  return {
    async stop() {
      stopping = true;
      aborting.abort();
      wakeUp.wake();
      await ended;
      await Promise.all([...calls.values()].map((call) => call.running));
    },
  };
}

function readAsk(item: OutboxItem): Ask | Error {
  try {
    const ask = JSON.parse(item.body) as Partial<Ask>;
    if (ask.type === 'ask' && ask.id && ask.what) return ask as Ask;
    return new Error('The outbox row holds nothing that a journey asks');
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
