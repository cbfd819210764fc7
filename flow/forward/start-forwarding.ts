import type { Logger } from 'pino';
import type { Store } from '#components/store/port/index.ts';
import type { OutboxItem, OutboxOutcome } from '#components/store/port/outbox.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { runOutbox } from '../run-outbox.ts';

const leaseMilliseconds = 30_000;

export interface ForwardingParts {
  readonly store: Pick<Store, 'outbox'>;
  /** Durable when it resolves; a stimulus whose id was appended before is passed over. */
  readonly append: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  readonly clock: () => Instant;
  readonly log: Pick<Logger, 'error'>;
}

/**
 * Carries stimuli from one person's lane to another's: out of the outbox, into the log, then the row is settled. A crash
 * in between appends again, which the log recognises by the stimulus' id.
 */
export function startForwarding({ store, append, clock, log }: ForwardingParts): { stop(): Promise<void> } {
  async function handle(items: readonly OutboxItem[]): Promise<void> {
    const read = items.map((item) => ({ item, stimulus: readStimulus(item) }));
    const stimuli = read.flatMap(({ stimulus }) => (stimulus instanceof Error ? [] : [stimulus]));
    if (stimuli.length > 0) await append(stimuli);
    await store.outbox.settle(read.map(({ item, stimulus }) => ({ item, outcome: outcomeOf(stimulus) })));
  }

  return runOutbox({
    outbox: store.outbox,
    kind: 'send_stimulus',
    leaseMilliseconds,
    clock,
    handle,
    onError: (error) => log.error({ err: error }, 'stimuli could not be forwarded; they come back after their lease'),
  });
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
