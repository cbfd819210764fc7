import type { Channel } from '#contracts/channel.ts';
import type { CompanyMembership } from '#contracts/company.ts';
import type { ComputedBuckets } from '#contracts/computed-trait.ts';
import type { ConsentStanding, DoNotContactScope, SuppressionReason } from '#contracts/consent/consent.ts';
import type { DeliveryId, Identity, Instant, ProfileId } from '#contracts/identifiers.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import type { ScoreSums } from '#contracts/lead-score.ts';
import type { HoldReason } from '#contracts/reason.ts';
import type { Device, Place } from '#contracts/whereabouts.ts';
import type { Held } from './segment/counters/index.ts';
import type { SeedName } from './segment/seed/seed-name.ts';

/**
 * All that the product knows and needs of one person to decide what happens next: one document, read and written as a
 * whole. It is never changed in place: a step returns a new one (sharing what did not change). Its shape outlives
 * deploys: `format` rises, and core/read-document.ts upgrades what was written before.
 */
export interface ProfileState {
  readonly format: 3;
  readonly profile: ProfileId;
  /** Rises with every applied stimulus. */
  readonly revision: number;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
  readonly identities: readonly Identity[];
  readonly traits: JsonObject;
  /**
   * Companies that she is in or was in, each with a copy of what the company is, by the id of its `group` calls.
   * Conditions read it through `companiesOf` (core/company/memberships.ts).
   */
  readonly companies?: { readonly [company: string]: CompanyMembership };
  readonly timeZone?: string;
  readonly locale?: string;
  /** Where her newest event that told it came from, and with what she acted last. */
  readonly place?: Place;
  readonly device?: Device;
  /** Uploaded lists that she is on, by id, since when. */
  readonly lists?: { readonly [list: string]: Instant };
  readonly consents: readonly Consent[];
  readonly suppressions: readonly Suppression[];
  readonly doNotContact?: DoNotContact;
  /** She asked for silence until then. */
  readonly pausedUntil?: Instant;
  /** She asked for at most one marketing message in so many days. */
  readonly daysBetween?: number;
  /** When a consent must be looked at again although nothing happens. */
  readonly consentDue?: Instant;
  /** When she was last active in a channel (opened, clicked, replied); `web` is behind no channel and not listed here. */
  readonly activity: { readonly [channel in Channel]?: Instant };
  /** Counter key -> event times, ascending, the newest that any definition needs. See core/segment. */
  readonly counters: ReadonlyMap<string, Held>;
  /** What computed traits are computed from, and when a window next moves on. See core/profile/computed/computed-traits.ts. */
  readonly computed?: ComputedBuckets;
  readonly computedDue?: Instant;
  /** What the rules of the lead score have counted, when the score next moves with time, and the grade that was told last. */
  readonly scored?: ScoreSums;
  readonly scoreDue?: Instant;
  readonly toldGrade?: string;
  /** The release that counters and memberships follow; absent until they are looked at first. */
  readonly release?: number;
  /** Histories that are still to come. See core/segment/seed/seed.ts. */
  readonly awaitedSeeds?: readonly SeedName[];
  /** Histories that came before the document of the merged profile that awaits them. */
  readonly earlySeeds?: readonly SeedName[];
  /** Segment id -> since when. */
  readonly memberships: ReadonlyMap<string, Instant>;
  /**
   * When segments must be looked at again although nothing happens: the earliest time at which any of them changes, or an
   * earlier one that has been put off since. That costs one look more, where the time of each segment cost all readers of
   * the document.
   */
  readonly segmentsDue: Instant | null;
  /** Segment id -> when it changes by time alone, where imported history has set that: what changes then starts no journey. */
  readonly importedExpiries?: ReadonlyMap<string, Instant>;
  readonly runs: readonly Run[];
  /** Journey id -> when she last entered, for re-entry rules; see core/journey/mark-entered.ts for runs with a key. */
  readonly entries: { readonly [journey: string]: Instant };
  /** Journey id -> how often she entered, where each person may enter so many times. */
  readonly entryCounts?: { readonly [journey: string]: number };
  /** Journey id -> the import that last brought her in. */
  readonly enteredBy?: { readonly [journey: string]: string };
  /** Runs that are over and may still reach a goal. */
  readonly ended?: readonly EndedRun[];
  /** `${journey} ${node}` -> the arm of the experiment in which she stays. */
  readonly experiments?: { readonly [experiment: string]: string };
  /** Journeys that the calendar will start. See core/journey/planned. */
  readonly planned?: readonly PlannedStart[];
  /** The release by which the dates among them were last computed. */
  readonly plannedFor?: number;
  /** Messages that are decided but wait (quiet hours, a channel's turn). */
  readonly pending: readonly PendingMessage[];
  /** Newest last. Cap windows, receipts and attribution read it; older than the longest window is dropped. */
  readonly sends: readonly Send[];
  readonly orders: { readonly count: number; readonly value: number; readonly lastAt?: Instant };
  /** Hashes of the newest orders and refunds, so that one that is told twice counts once. See core/profile/known-orders.ts. */
  readonly knownOrders?: readonly string[];
  /** Live events since a moment, to know a flood by. See core/profile/flood.ts. */
  readonly recentEvents?: { readonly since: Instant; readonly count: number };
  /** Set on the loser of a merge: everything goes to the winner from here on. */
  readonly mergedInto?: ProfileId;
  /** On a tombstone: the documents as they were at the merge, from which it can be undone. */
  readonly kept?: KeptMerge;
  /** Identities that were hers and are somebody else's now: what still arrives by them is handed on. */
  readonly departed?: readonly (Identity & { readonly to: ProfileId })[];
  /** Undone merges whose recount is still to come: until then her counters hold only what came since. */
  readonly recounts?: readonly AwaitedRecount[];
  /** Names of the newest undos of imports: what still arrives of those imports is dropped. */
  readonly withdrawn?: readonly string[];
  /** All that was known of her was taken back with an import; whatever comes next makes her somebody new. */
  readonly removed?: true;
  /** Seeds of this release and older ones are part of a recount. */
  readonly recountedRelease?: number;
  /** Set by an order to restrict processing: what is known of her is kept, and nothing is done with it. */
  readonly restricted?: Restriction;
  /** All that is left of somebody who was erased. */
  readonly erased?: { readonly at: Instant; readonly erasure: string };
  /** Ids of stimuli from other subjects that were already applied (merges), so that a repeat is recognised. */
  readonly absorbed: readonly string[];
}

export interface AwaitedRecount {
  readonly undo: string;
  readonly release: number;
  /** Of an import that is taken back: her revision then, and the profiles that were part of her. */
  readonly revision?: number;
  readonly parts?: readonly ProfileId[];
  /** A later recount counts all that this one does. */
  readonly covered?: true;
}

export interface Restriction {
  readonly at: Instant;
  readonly reason: string;
  readonly actor: string;
}

export interface KeptMerge {
  /** Id of the absorb stimulus. */
  readonly absorb: string;
  readonly mergedAt: Instant;
  /** Until when it can be undone. */
  readonly until: Instant;
  /** Documents as text. */
  readonly loser: string;
  /** Absent until the winner has taken the loser in. */
  readonly winner?: string;
}

/** The newest word per channel and topic. No topic: the whole channel. The proof is in the facts. */
export interface Consent {
  readonly channel: Channel;
  readonly topic?: string;
  readonly status: ConsentStanding;
  readonly at: Instant;
  readonly source: string;
  /** A yes until then. */
  readonly expiresAt?: Instant;
  /** Of a yes that is to be confirmed: until when, and how often and when she was asked. */
  readonly confirmBy?: Instant;
  readonly asked?: number;
  readonly askedAt?: Instant;
}

/** An address that must not be used again, whatever consent says. */
export interface Suppression {
  readonly channel: Channel;
  readonly reason: SuppressionReason;
  readonly at: Instant;
  /** Its hash (core/suppression.ts); absent: whatever address she has there. */
  readonly address?: string;
}

/** Nobody writes to her, whatever she agreed to. */
export interface DoNotContact {
  readonly scope: DoNotContactScope;
  readonly at: Instant;
  readonly source: string;
  readonly until?: Instant;
  readonly reason?: string;
  readonly actor?: string;
}

/** One passage of a person through one version of a journey. */
export interface Run {
  /** `${journey}:${entry time}:${profile}` in short form; unique per person and entry. */
  readonly id: string;
  readonly journey: string;
  readonly version: number;
  readonly enteredAt: Instant;
  /** The node she is at, and since when. */
  readonly node: string;
  readonly arrivedAt: Instant;
  /** A wait's end, or absent where the node waits for nothing. */
  readonly dueAt?: Instant;
  /** The event that started it: name and properties, for content and conditions. */
  readonly trigger: { readonly event: string; readonly properties: { readonly [key: string]: Json } };
  /** What it is told apart by from her other runs of the journey, such as an order's id. */
  readonly key?: string;
  readonly variables?: JsonObject;
  /** Node id -> how often its loop was gone through. */
  readonly loops?: { readonly [node: string]: number };
  /** Rises with every round of any loop, so that what is done again is not taken for a repeat. */
  readonly round?: number;
  /** The best option of a ranked wait that came so far. */
  readonly matched?: string;
  /** Id of what was asked outside and is to be answered. */
  readonly asked?: string;
  /** Goals that it has reached. */
  readonly goals?: readonly string[];
  /** How many journeys started each other before this one. */
  readonly depth?: number;
}

/** What is left of a run for the goals that it may still reach. */
export interface EndedRun extends Pick<Run, 'id' | 'journey' | 'version' | 'node' | 'enteredAt' | 'key' | 'goals'> {
  readonly until: Instant;
}

/** A moment at which a journey starts for her. */
export interface PlannedStart {
  readonly journey: string;
  /** `date`: by a trait of hers, computed again when it changes; `schedule`: at her own time of a schedule. */
  readonly by: 'date' | 'schedule';
  readonly at: Instant;
}

export interface PendingMessage {
  readonly delivery: DeliveryId;
  readonly message: string;
  readonly journey: string;
  readonly version: number;
  readonly run: string;
  readonly node: string;
  readonly priority: number;
  readonly requestedAt: Instant;
  readonly expiresAt: Instant;
  /** When to ask again. */
  readonly dueAt: Instant;
  /** Why it waits; absent while it was not asked yet. */
  readonly waitsFor?: HoldReason;
  /** Channels that were tried and failed. */
  readonly failed: readonly Channel[];
  readonly trigger: Run['trigger'];
  readonly variables?: JsonObject;
  /** Of its run. */
  readonly key?: string;
  readonly round?: number;
}

/** A message that was given to delivery. It counts against the caps from `reserved` on, unless it was `released`. */
export interface Send {
  readonly delivery: DeliveryId;
  readonly message: string;
  readonly journey: string;
  readonly run: string;
  readonly node: string;
  readonly channel: Channel;
  /** Of its run. */
  readonly key?: string;
  readonly purpose: 'marketing' | 'transactional';
  readonly at: Instant;
  readonly status: 'reserved' | 'handed_over' | 'released';
  readonly openedAt?: Instant;
  readonly clickedAt?: Instant;
  readonly version: number;
  /** Not handed over after this. */
  readonly expiresAt: Instant;
  /** The run was ended while the message was on its way to the channel: it is taken back if that still works. */
  readonly cancelling?: true;
  /** The receipts seen so far, a click with a short hash of its link, so that a repeat is recognised. */
  readonly receipts: readonly string[];
  /** What it takes to ask again on another channel; absent once it arrived, or when there is no other channel. */
  readonly fallback?: Pick<PendingMessage, 'requestedAt' | 'failed' | 'trigger' | 'variables' | 'round'>;
}

/**
 * Its members stand in this order in the stored text as well: what hardly changes first, what every event changes last.
 * PostgreSQL logs of a changed row only what lies between the first and the last byte that differ.
 */
export function newProfileState(profile: ProfileId, at: Instant): ProfileState {
  return {
    format: 3,
    profile,
    firstSeenAt: at,
    identities: [],
    traits: {},
    consents: [],
    suppressions: [],
    absorbed: [],
    entries: {},
    orders: { count: 0, value: 0 },
    knownOrders: [],
    sends: [],
    pending: [],
    runs: [],
    activity: {},
    memberships: new Map(),
    segmentsDue: null,
    counters: new Map(),
    revision: 0,
    lastSeenAt: at,
  };
}
