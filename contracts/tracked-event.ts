import type { Identity, Instant, WorkspaceId } from './identifiers.ts';
import type { InboundOrigin } from './inbound/inbound.ts';
import type { JsonObject } from './json.ts';
import type { NoRoom } from './no-room.ts';
import type { MisfitReason } from './schema/schema.ts';
import type { EventContext } from './stimulus.ts';

/** One checked event on its way into the log: whose it is, is still to be found from its identities. */
export interface TrackedEvent {
  readonly workspace: WorkspaceId;
  /** The sender's messageId; a repeat within 24 hours is ignored. */
  readonly messageId: string;
  readonly at: Instant;
  readonly receivedAt: Instant;
  /** Strongest first, at least one. Normalised: e-mail in lower case, phone as E.164. */
  readonly identities: readonly Identity[];
  /** For `alias`: the identity that the person had before, to be merged into `identities`. */
  readonly previous?: Identity;
  readonly context: EventContext;
  /** History: moves state and facts, starts no journey, goes through the bulk log. */
  readonly imported?: true;
  /** The import that brought it, by which it can be taken back. */
  readonly import?: string;
  /**
   * The call that brings it, where its sender says the same call again and never its events in another one: all of it comes
   * in together or not at all, and the log knows it by this name instead of by each messageId.
   */
  readonly call?: string;
  /** The sender proved with a secret key who it is; a write key is public and proves nothing. */
  readonly trusted?: true;
  readonly content:
    | {
        readonly type: 'track';
        readonly name: string;
        readonly properties: JsonObject;
        /** Of a `group` call: the company that the properties tell of. */
        readonly group?: string;
        /** A message of hers, brought by a channel. */
        readonly inbound?: InboundOrigin;
      }
    | { readonly type: 'identify'; readonly traits: JsonObject };
}

/** What the shell offers to whoever has events: HTTP, imports, the simulator in a test. */
export interface EventSink {
  /**
   * Resolves when all are durable; `duplicates` of them were repeats. Rejects with BusyError when too much waits already,
   * or storing takes too long: the caller may come again after `retryAfterSeconds`, with the same message ids, because in
   * the second case the events may still have become durable.
   */
  accept(
    events: readonly TrackedEvent[],
  ): Promise<{ readonly duplicates: number; readonly refused?: readonly RefusedEvent[] }>;
}

/** An event that does not fit the schema of its workspace. */
export interface RefusedEvent {
  /** Its place in the call. */
  readonly index: number;
  readonly reason: MisfitReason;
  /** Where in the sender's message it stands. */
  readonly field: string;
  readonly message: string;
  /** It is kept, durably, and can be replayed. */
  readonly keptAside: boolean;
}

const whyBusy: { readonly [reason in NoRoom | 'slow']: string } = {
  slow: 'Events cannot be stored as fast as they come in',
  log_full: 'The event log of the server is full, and no events are taken until what waits in it was applied',
  disk_full: 'The disk of the server is full, and no events are taken until some space is freed',
};

export class BusyError extends Error {
  override name = 'BusyError';
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number, reason: NoRoom | 'slow' = 'slow') {
    super(`${whyBusy[reason]}; send the same again after ${retryAfterSeconds} s.`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
