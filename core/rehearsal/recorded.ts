import type { Channel } from '#contracts/channel.ts';
import type { DeliveryId, Identity, Instant, ProfileId } from '#contracts/identifiers.ts';
import type { ProfileStimulus, ReceiptStimulus } from '#contracts/stimulus.ts';

/** What was recorded of one person: enough to live it again. Merged profiles are one person from the beginning. */
export interface RecordedPerson {
  readonly profile: ProfileId;
  /** In the order of `receivedAt`. Receipts of `deliveries` are not among them. */
  readonly stimuli: readonly ProfileStimulus[];
  readonly deliveries: readonly RecordedDelivery[];
  /** What no fact tells the time of. */
  readonly identities: readonly Identity[];
  readonly timeZone?: string;
  readonly locale?: string;
}

/** A message that really went to a channel, with what came back. */
export interface RecordedDelivery {
  readonly delivery: DeliveryId;
  readonly journey: string;
  readonly node: string;
  readonly message: string;
  readonly channel: Channel;
  readonly queuedAt: Instant;
  /** Ascending. */
  readonly receipts: readonly RecordedReceipt[];
}

export type RecordedReceipt = Pick<ReceiptStimulus, 'kind' | 'at' | 'reason' | 'link' | 'provider'>;
