import type { Instant } from '#contracts/identifiers.ts';
import type { JourneyNode, JourneyNodeKind } from '#contracts/journey.ts';
import type { Run } from '../state.ts';
import type { Happening, Work } from '../work.ts';

/** Why a node is asked: she has just arrived, its wait is over, or something happened while she waits here. */
export type Cause =
  | { readonly type: 'arrived' }
  | { readonly type: 'due' }
  | { readonly type: 'happening'; readonly happening: Happening };

export type NodesByKind = { readonly [K in JourneyNodeKind]: Extract<JourneyNode, { kind: K }> };

export interface Visit<K extends JourneyNodeKind> {
  readonly work: Work;
  readonly run: Run;
  readonly node: NodesByKind[K];
  readonly cause: Cause;
}

/** What a node decides: go on by one of its branches, wait here (until `dueAt`, or for a happening), or end the run. */
export type NodeStep<K extends JourneyNodeKind = JourneyNodeKind> =
  | { readonly type: 'go'; readonly branch: BranchOf<K> }
  | { readonly type: 'wait'; readonly dueAt?: Instant }
  | { readonly type: 'end' };

type BranchOf<K extends JourneyNodeKind> = K extends JourneyNodeKind
  ? keyof NodesByKind[K]['branches'] & string
  : never;
