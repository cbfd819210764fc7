import type { OutboxItem, OutboxOutcome } from '#components/store/port/outbox.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ReceiptStimulus } from '#contracts/stimulus.ts';
import { type DeliverEffect, deliveryClasses } from '#core/effect.ts';

/** A delivery that this worker holds until `leaseEndsAt`. */
export interface Claimed {
  readonly item: OutboxItem;
  readonly effect: DeliverEffect;
  readonly leaseEndsAt: Instant;
}

/** What became of a claimed row: the receipt goes to the log first, then the row is settled. */
export interface Verdict {
  readonly item: OutboxItem;
  readonly outcome: OutboxOutcome;
  readonly receipt?: ReceiptStimulus;
  /** For the metrics: what happened, in one word. */
  readonly label: string;
}

/** The effect of a row, or the error that makes it a dead letter. */
export function readEffect(item: OutboxItem): DeliverEffect | Error {
  try {
    const effect = JSON.parse(item.body) as Partial<DeliverEffect>;
    const { type, delivery, profile, channel, class: deliveryClass, notAfter } = effect;
    const isWhole = delivery && profile && channel && deliveryClass && deliveryClasses.includes(deliveryClass);
    if (type === 'deliver' && isWhole && typeof notAfter === 'number') return effect as DeliverEffect;
    return new Error(
      `The outbox row is of type "${String(type)}" or lacks its delivery, profile, channel, class or end`,
    );
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
