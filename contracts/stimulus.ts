import type { Channel } from './channel.ts';
import type { CompanyPicture } from './company.ts';
import type { ComputedBuckets } from './computed-trait.ts';
import type { ConsentProof, DoNotContactScope, SuppressionReason } from './consent/consent.ts';
import type { DeliveryId, Identity, Instant, ProfileId, WorkspaceId } from './identifiers.ts';
import type { InboundOrigin } from './inbound/inbound.ts';
import type { Json, JsonObject } from './json.ts';
import type { ScoreSums } from './lead-score.ts';
import type { Device, Place } from './whereabouts.ts';
import type { WithdrawnHistory } from './withdrawn-history.ts';

/**
 * Everything that can move a person's story. Stimuli travel in frames through the log; a frame is the JSON text of an
 * array of them. `at` is event time (corrected for the sender's clock, never after `receivedAt`), `receivedAt` our own.
 */
export type Stimulus =
  | TrackStimulus
  | IdentifyStimulus
  | ReceiptStimulus
  | ConsentStimulus
  | AttributesStimulus
  | ListsStimulus
  | MergeStimulus
  | AbsorbStimulus
  | KeepStimulus
  | UnmergeStimulus
  | PartStimulus
  | ReturnStimulus
  | RecountStimulus
  | WithdrawStimulus
  | IdentityMovedStimulus
  | SeedStimulus
  | PictureStimulus
  | EraseStimulus
  | ForgetStimulus
  | RestrictStimulus
  | EnrolStimulus
  | AnswerStimulus
  | CompanyStimulus
  | CompanyToldStimulus
  | CompanyMemberStimulus
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
  /** The import that brought it, live or as history. */
  readonly import?: string;
}

/** The part of Segment's `context` that the product reads. */
export interface EventContext {
  readonly url?: string;
  readonly locale?: string;
  readonly timeZone?: string;
  readonly userAgent?: string;
  readonly device?: Device;
  readonly place?: Place;
  readonly ip?: string;
  readonly campaign?: JsonObject;
  /** The company in whose name she acted. */
  readonly groupId?: string;
  /** Segment's `consent.categoryPreferences`. */
  readonly consent?: { readonly [category: string]: boolean };
}

/** `track`, and `page`, `screen` and `group` under the event names `Page Viewed`, `Screen Viewed` and `Group`. */
export interface TrackStimulus extends Observed {
  readonly type: 'track';
  readonly name: string;
  readonly properties: JsonObject;
  /** Of a `group` call: the company that its properties tell of, and that she is in. A property of null is removed. */
  readonly group?: string;
  /** Set for a message of hers, by the channel that brought it. */
  readonly inbound?: InboundOrigin;
}

/** A trait of null is removed. */
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

/** One word about a channel, or about a topic in it; `topic` absent means the whole channel. */
export interface ConsentChange {
  readonly channel: Channel;
  readonly topic?: string;
  readonly status: ConsentStatus;
  /** She has shown that the address is hers; without it a yes under double opt-in waits for her to confirm. */
  readonly confirmed?: true;
  /** A yes until then, and no longer. */
  readonly expiresAt?: Instant;
}

/** What a person wants, said by herself, by whoever has her word, or decided about contacting her. */
export interface ConsentStimulus extends OfProfile {
  readonly type: 'consent';
  readonly changes: readonly ConsentChange[];
  /** One of `consentSources` in contracts/consent/consent.ts. */
  readonly source: string;
  readonly proof?: ConsentProof;
  /** No marketing until then; null ends it. */
  readonly pausedUntil?: Instant | null;
  /** At most one marketing message in so many days, whatever the channel; null ends it. */
  readonly daysBetween?: number | null;
  readonly doNotContact?: { readonly scope: DoNotContactScope; readonly until?: Instant } | null;
  readonly suppressions?: readonly SuppressionChange[];
}

/** An address of hers came onto the suppression list, or was taken off it. */
export interface SuppressionChange {
  readonly channel: Channel;
  /** See core/suppression.ts. */
  readonly addressHash: string;
  readonly reason: SuppressionReason;
  readonly status: 'set' | 'lifted';
}

/**
 * What the team keeps of a person: tags that come or go, and who of the team looks after her (null: nobody). And the persona
 * that she was assigned to (null: none), which arrives in bulk.
 */
export interface AttributesStimulus extends OfProfile {
  readonly type: 'attributes';
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
  readonly owner?: string | null;
  readonly persona?: string | null;
  /** Who said so. */
  readonly actor: string;
}

/** Uploaded lists that a person comes onto or leaves, by their ids. */
export interface ListsStimulus extends OfProfile {
  readonly type: 'lists';
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  /** Who said so. */
  readonly actor: string;
  /** One of many: it goes through the bulk log, behind whoever is here now. */
  readonly bulk?: true;
}

/** Sent to the loser of a merge; its step leaves a tombstone and sends `absorb` to the winner. */
export interface MergeStimulus extends OfProfile {
  readonly type: 'merge';
  readonly winner: ProfileId;
  /** 1 where absent; rises when a merge that was undone is made again. */
  readonly round?: number;
}

/** The loser's whole document, as text, because contracts do not know the state's shape. */
export interface AbsorbStimulus extends OfProfile {
  readonly type: 'absorb';
  readonly loser: ProfileId;
  readonly document: string;
}

/** To the loser's tombstone: the winner's document as it was right before she took the loser's in. */
export interface KeepStimulus extends OfProfile {
  readonly type: 'keep';
  /** Id of the absorb stimulus that it answers. */
  readonly absorb: string;
  readonly document: string;
}

/** To the loser's tombstone: she is a person of her own again. */
export interface UnmergeStimulus extends OfProfile {
  readonly type: 'unmerge';
  /** Name of this undo. */
  readonly undo: string;
  /** Those that are hers again. */
  readonly identities: readonly Identity[];
}

/** To the winner: what came from the loser leaves her. Documents as they were at the merge. */
export interface PartStimulus extends OfProfile {
  readonly type: 'part';
  readonly undo: string;
  readonly loser: ProfileId;
  readonly absorb: string;
  readonly identities: readonly Identity[];
  readonly mergedAt: Instant;
  readonly loserDocument: string;
  readonly winnerDocument: string;
}

/** To the one who was the loser: what went on at the winner and is hers, as JSON text of a part of a document. */
export interface ReturnStimulus extends OfProfile {
  readonly type: 'return';
  readonly undo: string;
  readonly document: string;
}

/** To both, when all facts up to the parting are in ClickHouse: what they had counted, told apart by identity. */
export interface RecountStimulus extends OfProfile {
  readonly type: 'recount';
  readonly undo: string;
  /** Event times per counter key, ascending. */
  readonly counters: { readonly [counter: string]: readonly Instant[] };
  /** Orders between merge and parting that are to be added (the loser's) or taken off (the winner's). */
  readonly orders: { readonly count: number; readonly value: number; readonly lastAt?: Instant };
  /** Traits that were told in between; each is set only where it still has the value that it had at the parting. */
  readonly traits: readonly { readonly name: string; readonly was: Json; readonly value: Json }[];
  readonly lastSeenAt?: Instant;
  /** Of computed traits and of the lead score, as counted. */
  readonly computed?: ComputedBuckets;
  readonly scored?: ScoreSums;
  /** Set where an import is taken back: it moves in bulk, and what follows from it by time alone starts no journey. */
  readonly imported?: true;
  readonly withdrawn?: WithdrawnHistory;
}

/** To whoever an import brought something: from this place in the log on her counts begin anew, and a recount completes them. */
export interface WithdrawStimulus extends OfProfile {
  readonly type: 'withdraw';
  /** Name that the recount has as well; see withdrawalName in core/imports/withdraw.ts. */
  readonly undo: string;
}

/** An identity left one person for another: to both of them. */
export interface IdentityMovedStimulus extends OfProfile {
  readonly type: 'identity_moved';
  readonly identity: Identity;
  readonly to: ProfileId;
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
  /** Of the computed traits that the release brought. */
  readonly computed?: ComputedBuckets;
  /** Of the rules of the lead score that the release brought. */
  readonly scored?: ScoreSums;
}

/** To somebody whose picture is of an older form than is written by now; `at` is what it says of when it was changed. */
export interface PictureStimulus extends OfProfile {
  readonly type: 'picture';
}

/** To each profile of a person: from this place in the log on nothing of her is known, and nothing about her is taken in. */
export interface EraseStimulus extends OfProfile {
  readonly type: 'erase';
  /** Id of the request that it carries out. */
  readonly erasure: string;
}

/** To somebody whose document names people who were erased: what leads to them goes. */
export interface ForgetStimulus extends OfProfile {
  readonly type: 'forget';
  readonly erased: readonly ProfileId[];
}

/** Restriction of processing (GDPR, article 18), and its end. */
export interface RestrictStimulus extends OfProfile {
  readonly type: 'restrict';
  readonly restricted: boolean;
  readonly reason: string;
  /** Who ordered it. */
  readonly actor: string;
}

interface OfCompany extends OfProfile {
  readonly company: string;
  /** Caused by imported history, and as slow as that. */
  readonly imported?: true;
}

/** To a company's own subject, whose id `profile` holds (core/company/company-id.ts): what somebody said of it. */
export interface CompanyToldStimulus extends OfCompany {
  readonly type: 'company_told';
  readonly traits: JsonObject;
  /** Who has joined by the same word, or left. */
  readonly joined?: ProfileId;
  readonly left?: ProfileId;
  /** The page that keeps whoever left, where she knows it. */
  readonly page?: number;
  /** It is deleted: traits and memberships up to `at` are over. */
  readonly deleted?: true;
}

/** To a page of a company's members (core/company/company-state.ts): what the company is by now, who joined, who left. */
export interface CompanyMemberStimulus extends OfCompany {
  readonly type: 'company_member';
  readonly page: number;
  readonly picture: CompanyPicture;
  readonly joined?: ProfileId;
  readonly left?: ProfileId;
}

/** To a member: what her company is by now. */
export interface CompanyStimulus extends OfCompany {
  readonly type: 'company';
  readonly picture: CompanyPicture;
  /** Where she is kept, and under which id: that of a profile which may have become part of her since. Older logs lack both. */
  readonly page?: number;
  readonly member?: ProfileId;
  /** One of so many that it must not stand before what people do just now. */
  readonly isOneOfMany?: true;
}

/** Lets her into a journey, or has its calendar looked at; its own rules decide. */
export interface EnrolStimulus extends OfProfile {
  readonly type: 'enrol';
  readonly journey: string;
  /**
   * `api`: a call of the API; `schedule`: the moment of a schedule has come, at `localTime` of her own zone where it is set;
   * `look`: the journey begins by a date of hers, or people were moved, and nothing else may happen to her for long.
   */
  readonly by: 'api' | 'schedule' | 'look';
  readonly payload: JsonObject;
  /** `YYYY-MM-DDTHH:MM` */
  readonly localTime?: string;
}

/** What was asked outside for a run is answered. */
export interface AnswerStimulus extends OfProfile {
  readonly type: 'answer';
  readonly ask: string;
  readonly outcome: string;
  readonly values: JsonObject;
}

/** Goes to every partition: from here on, definitions are those of `release`. */
export interface ControlStimulus {
  readonly type: 'control';
  readonly workspace: WorkspaceId;
  readonly id: string;
  readonly release: number;
  readonly receivedAt: Instant;
}
