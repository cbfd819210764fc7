import type { Fact } from '#contracts/fact.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { Effect } from './effect.ts';
import type { InboundMessage } from './inbound/match.ts';
import type { CompiledRelease } from './release.ts';
import type { ProfileState } from './state.ts';

/**
 * The desk on which one step is done. `state` is replaced, never changed in place; `effects` and `facts` are only
 * appended to. Every part of the core takes the work and moves it on.
 */
export interface Work {
  state: ProfileState;
  /** The state as segments last looked at it: what differs from it by now is still to be looked at. */
  looked: ProfileState;
  /** The state as it was last pictured for the bulk questions. */
  pictured: ProfileState;
  readonly effects: Effect[];
  readonly facts: Fact[];
  /** What journeys have brought about within this step and other journeys react to, once the run that did it stands still. */
  readonly reactions: Reaction[];
  /** Processing time of the micro-batch; the same for every stimulus in it. */
  readonly now: Instant;
  /** When the stimulus reached us. */
  readonly causedAt: Instant;
  readonly release: CompiledRelease;
  /** A number in [0, 1) that depends only on its words and the workspace, so that a repeat decides the same. */
  readonly random: (...words: string[]) => number;
  /** History that was imported starts no journey. */
  readonly imported: boolean;
  /** The import that brought the stimulus. */
  readonly import?: string;
  /** Of a stretch of history: what segments look at once all of it is recorded. */
  readonly postponed?: { readonly happenings: Happening[]; readonly traits: string[] };
}

export type EngagementKind = Extract<SegmentCondition, { type: 'engagement' }>['kind'];

/** Something that happened and that segments, waits and triggers may match: a tracked event or an engagement. */
export interface Happening {
  readonly name: string;
  /** Set for an engagement (core/segment/engagement.ts), so that no tracked event can pass for one, whatever its name. */
  readonly engagement?: EngagementKind;
  readonly properties: { readonly [key: string]: import('#contracts/json.ts').Json };
  readonly at: Instant;
  /** Set for a message of hers that journeys may listen to, by the channel that brought it. */
  readonly inbound?: InboundMessage;
}

export interface MembershipChange {
  readonly segment: string;
  readonly change: 'entered' | 'left';
  /** Brought about by imported history alone, which starts no journey. */
  readonly imported?: true;
}

export type Reaction =
  | { readonly type: 'memberships'; readonly changes: readonly MembershipChange[] }
  | { readonly type: 'happening'; readonly happening: Happening }
  | {
      readonly type: 'start';
      readonly journey: string;
      readonly properties: { readonly [key: string]: import('#contracts/json.ts').Json };
      readonly depth: number;
    }
  | { readonly type: 'stop'; readonly journey: string };
