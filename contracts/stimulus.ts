import type { Channel } from './channel.ts';
import type { DeliveryId, Identity, Instant, ProfileId, WorkspaceId } from './identifiers.ts';
import type { JsonObject } from './json.ts';

/**
 * Everything that can move a person's story. Stimuli travel in frames through the log; a frame is the JSON text of an
 * array of them. `at` is event time (corrected for the sender's clock, never after `receivedAt`), `receivedAt` our own.
 */
export type Stimulus =
  | TrackStimulus
  | IdentifyStimulus
  | ReceiptStimulus
  | ConsentStimulus
  | MergeStimulus
  | AbsorbStimulus
  | SeedStimulus
  | ControlStimulus;

export type ProfileStimulus = Exclude<Stimulus, ControlStimulus>;

interface OfProfile {
  readonly workspace: WorkspaceId;
  readonly profile: ProfileId;
  /** Stable across repeats: the sender's messageId, or derived from what caused it. */
  readonly id: string;
  readonly at: Instant;
  readonly receivedAt: Instant;
  /** How many merged people have handed it on to those they were merged into. */
  readonly hops?: number;
}

interface Observed extends OfProfile {
  /** All identities that the event carried and that belong to this profile; the strongest first. */
  readonly identities: readonly Identity[];
  readonly context: EventContext;
  /** Set for history that was imported: it moves state and facts, but starts no journey. */
  readonly imported?: true;
}

/** The part of Segment's `context` that the product reads. */
export interface EventContext {
  readonly url?: string;
  readonly locale?: string;
  readonly timeZone?: string;
  readonly userAgent?: string;
  readonly campaign?: JsonObject;
}

/** `track`, and `page` and `screen` under the event names `Page Viewed` and `Screen Viewed`. */
export interface TrackStimulus extends Observed {
  readonly type: 'track';
  readonly name: string;
  readonly properties: JsonObject;
}

/** `identify` and `group` (whose traits arrive under `company`). A trait of null is removed. */
export interface IdentifyStimulus extends Observed {
  readonly type: 'identify';
  readonly traits: JsonObject;
  /** Sent with a secret key: its word of consent counts against what the person said herself. */
  readonly trusted?: true;
}

export const receiptKinds = [
  'handed_over',
  'accepted',
  'delivered',
  'opened',
  'clicked',
  'replied',
  'unsubscribed',
  'complained',
  'bounced',
  'failed',
  'expired',
  'cancelled',
  'held_back',
] as const;
export type ReceiptKind = (typeof receiptKinds)[number];

/** What became of a delivery: reported by us at hand-over, by the provider, or by the person's own click. */
export interface ReceiptStimulus extends OfProfile {
  readonly type: 'receipt';
  readonly delivery: DeliveryId;
  readonly kind: ReceiptKind;
  readonly channel: Channel;
  readonly provider?: string;
  /** Stable snake_case word, for `bounced`, `failed`, `expired`, `held_back`. */
  readonly reason?: string;
  /** True when the address will never work (hard bounce): it is suppressed. */
  readonly permanent?: true;
  /** The link that was clicked. */
  readonly link?: string;
}

export type ConsentStatus = 'granted' | 'denied';

/** The person's own word (preference page, unsubscribe, import with proof). `topic` absent means the whole channel. */
export interface ConsentStimulus extends OfProfile {
  readonly type: 'consent';
  readonly changes: readonly { readonly channel: Channel; readonly topic?: string; readonly status: ConsentStatus }[];
  /** Where it was said: `preference_page`, `one_click`, `identify`, `import`, `api`. */
  readonly source: string;
}

/** Sent to the loser of a merge; its step leaves a tombstone and sends `absorb` to the winner. */
export interface MergeStimulus extends OfProfile {
  readonly type: 'merge';
  readonly winner: ProfileId;
}

/** The loser's whole document, as text, because contracts do not know the state's shape. */
export interface AbsorbStimulus extends OfProfile {
  readonly type: 'absorb';
  readonly loser: ProfileId;
  readonly document: string;
}

/**
 * The counters that `release` brought, computed from the facts that were recorded under the profile `of` up to the
 * release's control stimulus. It goes to the person whom that profile has become: there is one for each profile, merged
 * or not.
 */
export interface SeedStimulus extends OfProfile {
  readonly type: 'seed';
  readonly release: number;
  readonly of: ProfileId;
  /** Event times per counter key, ascending. */
  readonly counters: { readonly [counter: string]: readonly Instant[] };
}

/** Goes to every partition: from here on, definitions are those of `release`. */
export interface ControlStimulus {
  readonly type: 'control';
  readonly workspace: WorkspaceId;
  readonly id: string;
  readonly release: number;
  readonly receivedAt: Instant;
}
