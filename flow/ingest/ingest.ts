import { setImmediate as giveWay } from 'node:timers/promises';
import type { ObservedConflict } from '#components/store/port/identity.ts';
import type { Store } from '#components/store/port/index.ts';
import type { LogEntry } from '#components/store/port/log.ts';
import { UnavailableError } from '#components/store/port/unavailable.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { NoRoom } from '#contracts/no-room.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { BusyError, type EventSink, type TrackedEvent } from '#contracts/tracked-event.ts';
import { defaultIdentityRules, type IdentityRules } from '#core/identity/rules.ts';
import { entryOfStimulus } from '../append-stimuli.ts';
import { createIdentityCache } from './identity-cache.ts';
import { entriesOfMove, entryOfEvent, entryOfMerge } from './log-entry.ts';
import { type Resolution, resolveEvents } from './resolve.ts';

/** One commit takes at most this many events, so that a frame stays a fraction of a second's work for a lane. */
const eventsPerCommit = 1_000;

/** So many entries of history are made before others have a turn. */
const eventsPerTurn = 100;

/** A full disk or log is not mended within seconds. */
const secondsWhileClosed = 30;

/** More than this waiting, and the sender is asked to come back: memory must not grow with the load. */
const eventsWaiting = 20_000;

/** A commit takes milliseconds. One that is under way for longer waits for a database that hangs, and so would its senders. */
const patience = 5_000;

function startTimer(runOut: () => void): () => void {
  const timer = setTimeout(runOut, patience);
  return () => clearTimeout(timer);
}

const secondsWhileSlow = 5;

export interface IngestOptions {
  readonly store: Store;
  readonly partitions: number;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
  /** Why no events can be taken now, or undefined. What is addressed already (receipts, merges) is always taken. */
  readonly closed?: () => NoRoom | undefined;
  /** By what people are recognised; the product's own rules where absent. */
  readonly identityRules?: (workspace: WorkspaceId) => IdentityRules;
  /** Identities that were not joined, to be counted. */
  readonly onConflicts?: (conflicts: readonly ObservedConflict[]) => void;
  /** Calls back when a commit has been under way for too long, unless what it returns is called before. */
  readonly startPatience?: (runOut: () => void) => () => void;
}

export interface Ingest extends EventSink {
  /** Appends stimuli that are addressed already. Resolves when they are durable, rejects as `accept` does. */
  append(stimuli: readonly ProfileStimulus[]): Promise<void>;
  /** How many events wait to become durable. */
  waiting(): number;
  /** Appends merges and moves that a crash left between decision and log; to be called at start and now and then. */
  repairMerges(): Promise<void>;
  /** Somebody's identities were given to somebody else: whose they are is asked anew. */
  forget(workspace: WorkspaceId, profile: ProfileId): void;
}

interface Call {
  readonly events: readonly TrackedEvent[];
  readonly entries: readonly LogEntry[];
  readonly done: PromiseWithResolvers<{ duplicates: number }>;
}

/**
 * The way into the log. Calls that arrive while a commit is under way share the next one (group commit): under load each
 * commit carries hundreds of events, and a lone event waits for nobody. History has a queue of its own, so that an import
 * never stands before a shopper.
 */
export function createIngest(options: IngestOptions): Ingest {
  const live = createQueue(options, 'one_after_the_other');
  const bulk = createQueue(options, 'find_people_ahead');
  const { store, partitions, now, closed } = options;
  return {
    async accept(events) {
      const noRoom = closed?.();
      if (noRoom !== undefined) throw new BusyError(secondsWhileClosed, noRoom);
      return (events[0]?.imported ? bulk : live).put({ events, entries: [] });
    },
    async append(stimuli) {
      await live.put({ events: [], entries: stimuli.map((stimulus) => entryOfStimulus(stimulus, partitions)) });
    },
    waiting: () => live.waiting() + bulk.waiting(),
    async repairMerges() {
      const merges = await store.identities.pendingMerges();
      const moves = await store.identities.pendingMoves();
      if (merges.length + moves.length === 0) return;
      await store.log.append([
        ...moves.flatMap((move) => entriesOfMove(move, now(), partitions)),
        ...merges.map((merge) => entryOfMerge(merge, now(), partitions)),
      ]);
      await store.identities.mergeAppended(merges);
      await store.identities.movesAppended(moves);
    },
    forget: (workspace, profile) => {
      live.forget(workspace, profile);
      bulk.forget(workspace, profile);
    },
  };
}

/**
 * `find_people_ahead`: whose the next batch is, is found and written down while the last one is being appended. That keeps history moving, but
 * fixes what a batch holds before its turn has come: a shopper would wait for two commits instead of one.
 */
type QueueOrder = 'one_after_the_other' | 'find_people_ahead';

function createQueue(options: IngestOptions, order: QueueOrder) {
  const { store, partitions, now, onError, startPatience = startTimer, onConflicts } = options;
  const rulesOf = options.identityRules ?? (() => defaultIdentityRules);
  const cache = createIdentityCache();
  let calls: Call[] = [];
  let waiting = 0;
  let running = false;
  let metStrangers = false;
  /** A commit is under way for too long. Nothing is kept meanwhile but what it carries. */
  let slow = false;

  async function run(): Promise<void> {
    // So that requests that arrived together are committed together.
    await giveWay();
    let appending = Promise.resolve();
    while (calls.length > 0) {
      const batch = take();
      const stopPatience = startPatience(() => turnAway(batch));
      const settle = (error?: unknown) => {
        if (error !== undefined) {
          onError(error);
          const answer = error instanceof UnavailableError ? new BusyError(secondsWhileSlow) : error;
          for (const call of batch) call.done.reject(answer);
        }
        stopPatience();
        slow = false;
        for (const call of batch) waiting -= sizeOf(call);
      };
      try {
        const resolution = await resolve(batch);
        const entries = await entriesOf(resolution);
        await appending;
        appending = append(batch, resolution, entries).then(() => settle(), settle);
      } catch (error) {
        settle(error);
      }
      if (order === 'one_after_the_other' || calls.length === 0) await appending;
    }
    running = false;
  }

  /**
   * What is being written may still become durable. The senders come again with the same message ids, by which the log
   * then knows it.
   */
  function turnAway(batch: readonly Call[]): void {
    slow = true;
    for (const call of calls) waiting -= sizeOf(call);
    for (const call of [...batch, ...calls]) call.done.reject(new BusyError(secondsWhileSlow));
    calls = [];
  }

  function take(): Call[] {
    let size = 0;
    let count = 0;
    for (const call of calls) {
      if (count > 0 && size + sizeOf(call) > eventsPerCommit) break;
      size += sizeOf(call);
      count++;
    }
    const batch = calls.slice(0, count);
    calls = calls.slice(count);
    return batch;
  }

  async function resolve(batch: readonly Call[]): Promise<Resolution> {
    const events = batch.flatMap((call) => call.events);
    const isLookedUp = order === 'one_after_the_other' || !metStrangers;
    const resolution = await resolveEvents(store.identities, cache, events, rulesOf, isLookedUp);
    metStrangers = resolution.onlyStrangers;
    if (resolution.conflicts.length > 0) onConflicts?.(resolution.conflicts);
    return resolution;
  }

  async function entriesOf({ events }: Resolution): Promise<readonly LogEntry[]> {
    const entries: LogEntry[] = [];
    for (const event of events) {
      entries.push(entryOfEvent(event, partitions));
      if (order === 'find_people_ahead' && entries.length % eventsPerTurn === 0) await giveWay();
    }
    return entries;
  }

  async function append(
    batch: readonly Call[],
    { merges, moves }: Resolution,
    entries: readonly LogEntry[],
  ): Promise<void> {
    // Before the events: whoever gets an identity back must not hand on what arrives by it.
    const moved = moves > 0 ? await store.identities.pendingMoves() : [];
    const movedEntries = moved.flatMap((move) => entriesOfMove(move, now(), partitions));
    const repeated = await store.log.append([
      ...movedEntries,
      ...entries,
      ...batch.flatMap((call) => call.entries),
      ...merges.map((merge) => entryOfMerge(merge, now(), partitions)),
    ]);
    if (merges.length > 0) await store.identities.mergeAppended(merges);
    if (moved.length > 0) await store.identities.movesAppended(moved);
    let place = movedEntries.length;
    for (const call of batch) {
      const own = repeated.slice(place, place + call.events.length);
      place += call.events.length;
      call.done.resolve({ duplicates: own.filter(Boolean).length });
    }
  }

  return {
    waiting: () => waiting,
    forget: cache.forget,
    put(content: Omit<Call, 'done'>): Promise<{ duplicates: number }> {
      const call: Call = { ...content, done: Promise.withResolvers() };
      const size = sizeOf(call);
      if (size === 0) return Promise.resolve({ duplicates: 0 });
      if (slow) return Promise.reject(new BusyError(secondsWhileSlow));
      if (waiting > 0 && waiting + size > eventsWaiting) return Promise.reject(new BusyError(2));
      waiting += size;
      calls.push(call);
      if (!running) {
        running = true;
        void run();
      }
      return call.done.promise;
    },
  };
}

function sizeOf(call: Pick<Call, 'events' | 'entries'>): number {
  return call.events.length + call.entries.length;
}
