import type { Fact } from '#contracts/fact.ts';
import type { Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

/** What a worker thread is given at its start. */
export interface LaneThreadData {
  readonly databaseUrl: string;
  readonly partition: Lane;
  readonly end: Lane;
  readonly seed: number;
}

export interface OutboundThreadData {
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly partitions: readonly Lane[];
  readonly workspaces: readonly WorkspaceId[];
  readonly publicUrl: string;
  /** Under which the secrets of channel accounts are encrypted. */
  readonly channelKey: Uint8Array;
}

/** From the main thread. */
export type ThreadOrder =
  | { readonly type: 'stop' }
  /** Send all facts of these people, not a sample. */
  | { readonly type: 'follow'; readonly profiles: readonly ProfileId[] };

/** To the main thread. Reports are gathered and sent a few times a second, because each message costs both sides. */
export type ThreadReport =
  | { readonly type: 'started' }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'error'; readonly text: string; readonly error: string }
  | {
      readonly type: 'commits';
      readonly partition: Lane;
      readonly stimuli: number;
      readonly timers: number;
      readonly deadLetters: number;
      /** Duration of each micro-batch in milliseconds. */
      readonly batches: readonly number[];
      /** The newest facts; all of those people who are followed. */
      readonly facts: readonly { readonly workspace: WorkspaceId; readonly fact: Fact }[];
      readonly factCounts: { readonly [type: string]: number };
    }
  | { readonly type: 'projected'; readonly rows: number; readonly milliseconds: number }
  | {
      readonly type: 'deliveries';
      readonly handedOver: readonly {
        readonly channel: string;
        readonly provider: string;
        readonly milliseconds: number;
      }[];
      readonly outcomes: readonly { readonly channel: string; readonly outcome: string; readonly count: number }[];
      readonly inFlight: number;
    };
