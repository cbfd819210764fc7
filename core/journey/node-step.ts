import type { Instant } from '#contracts/identifiers.ts';
import type { JourneyNode, JourneyNodeKind } from '#contracts/journey.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { Run } from '../state.ts';
import type { Happening, MembershipChange, Work } from '../work.ts';

/**
 * Why a node is asked: she has just arrived, its wait is over, something happened or a segment changed while she waits here,
 * something known of her may be different, what was asked outside is answered, or she was moved here from another version.
 */
export type Cause =
  | { readonly type: 'arrived' }
  | { readonly type: 'due' }
  | { readonly type: 'happening'; readonly happening: Happening }
  | { readonly type: 'membership'; readonly change: MembershipChange }
  | { readonly type: 'changed' }
  | { readonly type: 'answered'; readonly outcome: string; readonly values: JsonObject }
  | { readonly type: 'moved' };

export type NodesByKind = { readonly [K in JourneyNodeKind]: Extract<JourneyNode, { kind: K }> };

export interface Visit<K extends JourneyNodeKind> {
  readonly work: Work;
  readonly run: Run;
  readonly node: NodesByKind[K];
  readonly cause: Cause;
}

/** What a run remembers for its nodes. */
export type Kept = Partial<Pick<Run, 'loops' | 'round' | 'matched' | 'asked' | 'goals'>>;

/** What a node decides: go on by one of its branches, wait here (until `dueAt`, or for a happening), end the run, or let nobody in. */
export type NodeStep<K extends JourneyNodeKind = JourneyNodeKind> =
  | {
      readonly type: 'go';
      readonly branch: BranchOf<K>;
      readonly keep?: Kept;
      /** For the fact of passing. */
      readonly detail?: string;
      /** To be set, as far as the journey declares them. */
      readonly variables?: JsonObject;
      /** What of an answer is taken, for the fact of passing. */
      readonly payload?: JsonObject;
    }
  | { readonly type: 'wait'; readonly dueAt?: Instant; readonly keep?: Kept }
  | { readonly type: 'refuse'; readonly detail: 'entry_limit'; readonly payload: JsonObject | undefined }
  | { readonly type: 'end' };

type BranchOf<K extends JourneyNodeKind> = K extends JourneyNodeKind
  ? keyof NodesByKind[K]['branches'] & string
  : never;
