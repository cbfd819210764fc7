import type { Channel } from '#contracts/channel.ts';
import type { DeliveryId, Identity, Instant, ProfileId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { ProfileStimulus, ReceiptStimulus } from '#contracts/stimulus.ts';

/** What was recorded of one person: enough to live it again. Merged profiles are one person from the beginning. */
export interface RecordedPerson {
  readonly profile: ProfileId;
  /** In the order of `receivedAt`. Receipts of `deliveries` are not among them. */
  readonly stimuli: readonly ProfileStimulus[];
  readonly deliveries: readonly RecordedDelivery[];
  /** In the order in which they were asked for. */
  readonly answers: readonly RecordedAnswer[];
  /** In their order. */
  readonly draws: readonly RecordedDraw[];
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

/** What became of something that a step of a journey really asked outside. */
export interface RecordedAnswer {
  readonly journey: string;
  readonly node: string;
  /** See nameOfAsked in asked.ts. */
  readonly asked: string;
  /** Milliseconds from asking to answering; null where no answer came in time. */
  readonly after: number | null;
  /** Absent where nobody waited long enough to be told. */
  readonly said?: { readonly outcome: string; readonly values: JsonObject };
}

/** Where chance fell at a random cohort: from one fraction on and below another. */
export interface RecordedDraw {
  readonly journey: string;
  readonly node: string;
  readonly from: number;
  readonly below: number;
}

export type RecordedReceipt = Pick<ReceiptStimulus, 'kind' | 'at' | 'reason' | 'link' | 'provider'>;
