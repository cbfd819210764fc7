import type { Channel } from './channel.ts';
import type { Company } from './company.ts';
import type { ConsentFactKind, ConsentFactStatus, ConsentProof } from './consent/consent.ts';
import type { DeliveryId, Identity, Instant, ProfileId } from './identifiers.ts';
import type { JsonObject } from './json.ts';
import type { DropReason, HoldReason } from './reason.ts';
import type { ReceiptKind } from './stimulus.ts';

/**
 * What a step records for good. Facts are append-only and end in ClickHouse, one table per type; `profile` is the id the
 * fact arrived under (an alias table maps it to the person of today).
 */
export type Fact =
  | EventFact
  | MembershipFact
  | JourneyStepFact
  | DecisionFact
  | MessageFact
  | OrderFact
  | ProfileFact
  | AliasFact
  | MergeFact
  | DropFact
  | ConsentFact
  | CompanyFact;

interface OfProfile {
  readonly profile: ProfileId;
  readonly at: Instant;
}

export interface EventFact extends OfProfile {
  readonly type: 'event';
  readonly id: string;
  readonly name: string;
  /** `track` or `identify`; an identify's traits stand in `properties`. */
  readonly kind: 'track' | 'identify';
  readonly identity: Identity | null;
  readonly properties: JsonObject;
  readonly url: string;
  readonly imported: boolean;
  readonly receivedAt: Instant;
  /** The import that brought it. */
  readonly import?: string;
  /** What the traits were that an import changed by it; null where there was none. */
  readonly before?: JsonObject;
}

export interface MembershipFact extends OfProfile {
  readonly type: 'membership';
  readonly segment: string;
  readonly change: 'entered' | 'left';
}

export const journeyChanges = [
  'entered',
  'arrived',
  'passed',
  'exited',
  'completed',
  'refused',
  'converted',
  'moved',
] as const;

/**
 * `entered` once per run; `arrived` and `passed` (with the branch taken) per node; `exited` or `completed` once. `refused`:
 * no entry, because too many had entered; `converted`: a goal, named by `branch`, was reached; `moved`: to another version,
 * from the node that `detail` names.
 */
export interface JourneyStepFact extends OfProfile {
  readonly type: 'journey_step';
  readonly journey: string;
  readonly version: number;
  readonly run: string;
  readonly node: string;
  readonly change: (typeof journeyChanges)[number];
  readonly branch: string;
  /** Why a run ended early (core/journey/exit-run.ts), or was refused. */
  readonly detail: string;
  /**
   * What came from outside with it, a few kilobytes at most: with `entered`, `refused` and an exit
   * from the trigger the payload of the call of the API that started the run, with `passed` what the run took of an answer, in the form of the answer. Absent where that is nothing.
   */
  readonly payload?: JsonObject;
}

/** One channel's passage through the gates. `passed` or the reason of the first gate that said no. */
export interface GateResult {
  readonly channel: Channel;
  readonly outcome: 'passed' | HoldReason;
  /** For a "not now": when it may be asked again. */
  readonly until?: Instant;
}

export interface DecisionFact extends OfProfile {
  readonly type: 'decision';
  readonly delivery: DeliveryId;
  readonly journey: string;
  readonly run: string;
  readonly node: string;
  readonly message: string;
  readonly outcome: 'send' | 'held_back' | 'deferred';
  readonly channel: Channel | '';
  readonly reason: HoldReason | '';
  readonly gates: readonly GateResult[];
}

export interface MessageFact extends OfProfile {
  readonly type: 'message';
  readonly delivery: DeliveryId;
  readonly journey: string;
  readonly run: string;
  readonly node: string;
  readonly message: string;
  readonly channel: Channel;
  readonly provider: string;
  readonly kind: 'queued' | ReceiptKind;
  readonly reason: string;
  readonly link: string;
}

export interface OrderFact extends OfProfile {
  readonly type: 'order';
  readonly order: string;
  readonly value: number;
  readonly currency: string;
  readonly itemCount: number;
  readonly imported: boolean;
  /** The import that brought it. */
  readonly import?: string;
  /** The delivery that the order is attributed to (last touch), with when it was touched; empty when there is none. */
  readonly delivery: DeliveryId | '';
  readonly journey: string;
  readonly message: string;
  readonly channel: Channel | '';
  readonly touch: 'clicked' | 'opened' | '';
  readonly touchedAt: Instant | 0;
}

/** The newest picture of a person, for search and bulk questions. `revision` rises with every change. */
export interface ProfileFact extends OfProfile {
  readonly type: 'profile';
  readonly revision: number;
  readonly traits: JsonObject;
  readonly identities: readonly Identity[];
  /** Those that she is in, with their traits as they were then. */
  readonly companies: readonly Company[];
  readonly timeZone: string;
  /** What conditions may ask beside traits and identities; see core/profile/known.ts. Empty of somebody who is gone. */
  readonly known: JsonObject;
  readonly firstSeenAt: Instant;
  readonly deleted: boolean;
}

/** The newest picture of a company; `profile` is its subject. */
export interface CompanyFact extends OfProfile {
  readonly type: 'company';
  readonly company: string;
  readonly revision: number;
  readonly traits: JsonObject;
  readonly firstSeenAt: Instant;
  readonly deleted: boolean;
}

export interface AliasFact extends OfProfile {
  readonly type: 'alias';
  readonly winner: ProfileId;
}

/**
 * A step of a merge or of its undo, in the document of `profile`. `absorbed`: took the other in; `parted`: gave the other
 * back; `restored`: is a person of her own again. Its place in the log is the cut between what was counted before and since.
 */
export interface MergeFact extends OfProfile {
  readonly type: 'merge';
  readonly other: ProfileId;
  readonly change: 'absorbed' | 'parted' | 'restored';
  /** Id of the absorb stimulus, or name of the undo. */
  readonly id: string;
}

export interface DropFact extends OfProfile {
  readonly type: 'drop';
  readonly id: string;
  readonly reason: DropReason;
  readonly detail: string;
}

/** A word of consent with its proof, or what was decided about contacting a person. The whole history of both. */
export interface ConsentFact extends OfProfile, ConsentProof {
  readonly type: 'consent';
  readonly receivedAt: Instant;
  readonly kind: ConsentFactKind;
  readonly channel: Channel | '';
  /** Empty for a whole channel. */
  readonly topic: string;
  readonly status: ConsentFactStatus;
  readonly source: string;
  /** The scope of a do-not-contact, the days of a frequency, the reason of a suppression; empty otherwise. */
  readonly detail: string;
  /** Until when it holds; 0 where that is open. */
  readonly until: Instant;
  /** The import that brought it, and the word that stood before, as JSON text. */
  readonly import?: string;
  readonly before?: string;
}
