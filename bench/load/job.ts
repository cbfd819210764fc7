import type { Traffic } from './traffic.ts';

/** What the load generator is asked to do. */
export interface LoadJob {
  /** Address of the server, without a path. */
  readonly url: string;
  readonly path: '/v1/batch' | '/v1/track' | '/v1/import';
  readonly authorization: string;
  readonly traffic: Traffic;
  /** Number of the first event; an event's number decides all that is in it. */
  readonly from: number;
  readonly eventsPerRequest: number;
  /** Kept open; each has one request under way at a time. */
  readonly connections: number;
  readonly pace: Pace;
}

export type Pace =
  /** Each connection sends its next request when the last one is answered. */
  | { readonly type: 'closed'; readonly seconds: number }
  /** The same, until this many events are acknowledged. */
  | { readonly type: 'amount'; readonly events: number }
  /**
   * Requests leave by the clock, however slow the answers are, and are timed from the moment at which they were due: a
   * server that stalls is charged for everybody who would have come meanwhile.
   */
  | { readonly type: 'open'; readonly eventsPerSecond: number; readonly seconds: number };

export interface LoadResult {
  /** Events whose request was answered with success. */
  readonly acknowledged: number;
  /** Requests that were asked to come again later, and did. */
  readonly refused: number;
  /** From the first request to the last answer. */
  readonly seconds: number;
  /** Processor time of the generator. */
  readonly processorSeconds: number;
  /** Of each request, in milliseconds; of a sample where there are many. */
  readonly answerTimes: readonly number[];
}
