import type { Logger } from 'pino';
import type { Store } from '#components/store/port/index.ts';
import type { OutboxItem, OutboxOutcome } from '#components/store/port/outbox.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { createWakeUp } from '../wake-up.ts';

const rowsAtOnce = 200;
/** A notification can be lost. */
const pollMilliseconds = 250;
const waitAfterError = 500;

export interface ForwardingParts {
  readonly store: Pick<Store, 'outbox'>;
  /** Durable when it resolves; a stimulus whose id was appended before is passed over. */
  readonly append: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  readonly log: Pick<Logger, 'error'>;
}

/**
 * Carries stimuli from one person's lane to another's: out of the outbox, into the log, then the row is settled. A crash
 * in between appends again, which the log recognises by the stimulus' id.
 *
 * One batch after the other, in the order of writing: the winner of a merge must take in the loser's document before
 * what the loser's tombstone forwards, and that in its order.
 */
export function startForwarding({ store, append, log }: ForwardingParts): { stop(): Promise<void> } {
  const wakeUp = createWakeUp();
  let stopping = false;

  async function round(): Promise<number> {
    const items = await store.outbox.read('send_stimulus', rowsAtOnce);
    const read = items.map((item) => ({ item, stimulus: readStimulus(item) }));
    const stimuli = read.flatMap(({ stimulus }) => (stimulus instanceof Error ? [] : [stimulus]));
    if (stimuli.length > 0) await append(stimuli);
    await store.outbox.settle(read.map(({ item, stimulus }) => ({ item, outcome: outcomeOf(stimulus) })));
    return items.length;
  }

  async function loop(): Promise<void> {
    let unwatch: (() => Promise<void>) | undefined;
    while (!stopping) {
      try {
        unwatch ??= await store.outbox.watch(['send_stimulus'], wakeUp.wake);
        const count = await round();
        if (count < rowsAtOnce && !stopping) await wakeUp.sleep(pollMilliseconds);
      } catch (error) {
        log.error({ err: error }, 'stimuli could not be forwarded; trying again');
        if (!stopping) await wakeUp.sleep(waitAfterError);
      }
    }
    await unwatch?.();
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

function readStimulus(item: OutboxItem): ProfileStimulus | Error {
  try {
    const stimulus = JSON.parse(item.body) as Partial<ProfileStimulus>;
    if (stimulus.type && stimulus.id && stimulus.profile) return stimulus as ProfileStimulus;
    return new Error('The outbox row holds no stimulus with a type, an id and a profile');
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function outcomeOf(stimulus: ProfileStimulus | Error): OutboxOutcome {
  return stimulus instanceof Error ? { type: 'dead', error: stimulus.message } : { type: 'done' };
}
