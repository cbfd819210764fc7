import type { Channel } from './channel.ts';
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
  | DropFact;

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
}

export interface MembershipFact extends OfProfile {
  readonly type: 'membership';
  readonly segment: string;
  readonly change: 'entered' | 'left';
}

export const journeyChanges = ['entered', 'arrived', 'passed', 'exited', 'completed'] as const;

/** `entered` once per run; `arrived` and `passed` (with the branch taken) per node; `exited` or `completed` once. */
export interface JourneyStepFact extends OfProfile {
  readonly type: 'journey_step';
  readonly journey: string;
  readonly version: number;
  readonly run: string;
  readonly node: string;
  readonly change: (typeof journeyChanges)[number];
  readonly branch: string;
  /** Why a run ended early: `exit_rule`, `unpublished`, `merged`. */
  readonly detail: string;
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
  readonly firstSeenAt: Instant;
  readonly deleted: boolean;
}

export interface AliasFact extends OfProfile {
  readonly type: 'alias';
  readonly winner: ProfileId;
}

export interface DropFact extends OfProfile {
  readonly type: 'drop';
  readonly id: string;
  readonly reason: DropReason;
  readonly detail: string;
}
