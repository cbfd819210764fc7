import type { Fact } from '#contracts/fact.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { Effect } from './effect.ts';
import type { CompiledRelease } from './release.ts';
import type { ProfileState } from './state.ts';

/**
 * The desk on which one step is done. `state` is replaced, never changed in place; `effects` and `facts` are only
 * appended to. Every part of the core takes the work and moves it on.
 */
export interface Work {
  state: ProfileState;
  readonly effects: Effect[];
  readonly facts: Fact[];
  /** Processing time of the micro-batch; the same for every stimulus in it. */
  readonly now: Instant;
  /** When the stimulus reached us. */
  readonly causedAt: Instant;
  readonly release: CompiledRelease;
  /** A number in [0, 1) that depends only on its words and the workspace, so that a repeat decides the same. */
  readonly random: (...words: string[]) => number;
  /** History that was imported starts no journey. */
  readonly imported: boolean;
}

/** Something that happened and that segments, waits and triggers may match: a tracked event or an engagement. */
export interface Happening {
  readonly name: string;
  readonly properties: { readonly [key: string]: import('#contracts/json.ts').Json };
  readonly at: Instant;
}

export interface MembershipChange {
  readonly segment: string;
  readonly change: 'entered' | 'left';
}
