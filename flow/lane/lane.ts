import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '#components/store/port/index.ts';
import { FencedError, type LanePosition } from '#components/store/port/lane.ts';
import { type LogClass, logClasses, type ToldFrame } from '#components/store/port/log.ts';
import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { commitBatch } from './commit-batch.ts';
import { createFrameReader, type FrameContents } from './frame-reader.ts';
import type { MicroBatchResult } from './micro-batch.ts';
import { createLaneReleases } from './release-cache.ts';
import { type SteppedBatch, type SteppedPart, stepBatch, type Taken } from './step-batch.ts';

/** Stimuli in one commit. More would be cheaper each, but a shopper waits for the whole batch that she is part of. */
const liveAtOnce = 1_000;

/** History's share while live frames wait, and while none do: who comes in the middle of such a batch waits for all of it. */
const bulkBesideLive = 200;
const bulkAlone = 400;

/** How often timers are looked for; a wait that ends is acted upon within this. */
const timerPoll = 200;
const timersAtOnce = 500;

/** How often frames are looked for although nobody said that there are any. */
const framePoll = 1_000;

export interface LaneOptions {
  readonly store: Store;
  readonly partition: Lane;
  /** First lane of the next partition. */
  readonly end: Lane;
  readonly now: () => Instant;
  /** Makes a workspace's random choices its own; recorded with every commit. */
  readonly seed: number;
  readonly onCommit: (committed: CommittedBatch) => void;
  /** A failure that is tried again; the lane stands still meanwhile. */
  readonly onError: (error: unknown) => void;
}

export interface CommittedBatch extends Pick<MicroBatchResult, 'facts'> {
  readonly stimuli: number;
  readonly timers: number;
  readonly deadLetters: number;
  readonly milliseconds: number;
}

/** By `${workspace}:${profile}`. */
type Documents = ReadonlyMap<string, string>;

/** A batch whose commit was asked for and has not been answered. */
interface UnderWay {
  readonly batch: SteppedBatch;
  /** The documents that it writes: the next batch is stepped on them. */
  readonly documents: Documents;
  readonly landing: Promise<{ readonly committed: SteppedPart } | { readonly error: unknown }>;
}

export interface RunningLane {
  /** Wakes it, with the frame that was appended, or without one where there may be some. */
  wake(appended?: ToldFrame): void;
  /** Finishes the batch under way, then stops. */
  stop(): Promise<void>;
  /** Rejects when the lane had to give up: another worker has taken it. */
  readonly ended: Promise<void>;
}

/**
 * Serves one partition: takes frames, loads the people in them, steps, commits; for ever. It alone writes their
 * documents, and the offset moves in the same transaction: each stimulus changes state exactly once, whatever dies when.
 * While the database commits one batch the next is read and stepped, on the documents that the first one writes; it is
 * committed after it, and thrown away where that one fails.
 */
export async function startLane(options: LaneOptions): Promise<RunningLane> {
  const { store, partition, end, now, seed, onCommit, onError } = options;
  let position = await store.lanes.acquire(partition);
  let releases = createLaneReleases(store.releases, position.releases);
  let frames = readersFrom(position.offsets);
  let stopping = false;
  let lookedForTimersAt = 0;
  let lookedForFramesAt = 0;
  let underWay: UnderWay | undefined;
  let alarm = Promise.withResolvers<void>();

  async function round(): Promise<boolean> {
    const startedAt = now();
    if (startedAt - lookedForFramesAt >= framePoll) {
      lookedForFramesAt = startedAt;
      for (const logClass of logClasses) frames[logClass].hear();
    }
    const live = await takeFrames('live', liveAtOnce);
    const bulk = await takeFrames('bulk', live ? bulkBesideLive : bulkAlone);
    const due = await takeDue(startedAt);
    if (live || due.length > 0) await advance({ contents: live, due });
    if (bulk) await advance({ contents: bulk, due: [] });
    const busy = live !== undefined || bulk !== undefined || due.length > 0;
    if (!busy) await land();
    return busy;
  }

  async function takeFrames(logClass: LogClass, wanted: number): Promise<FrameContents | undefined> {
    return frames[logClass].mayHaveMore() ? frames[logClass].take(wanted) : undefined;
  }

  async function takeDue(at: Instant): Promise<Taken['due']> {
    if (at - lookedForTimersAt < timerPoll) return [];
    // Timers that it commits would be found once more.
    if (underWay && underWay.batch.due.length > 0) await land();
    const due = await store.lanes.due(partition, end, at, timersAtOnce);
    if (due.length < timersAtOnce) lookedForTimersAt = at;
    const written = underWay?.documents;
    return written ? due.filter((subject) => !written.has(keyOf(subject))) : due;
  }

  /** Steps what was taken while the batch before it is still being committed, then has it committed after that one. */
  async function advance(taken: Taken): Promise<void> {
    if (underWay?.batch.movesReleases) await land();
    const before = underWay;
    let batch = await stepAfter(before, taken);
    if (before && (await land()) !== before.batch) batch = await stepAfter(undefined, taken);
    const landing = commitBatch(store.lanes, batch).then(
      (committed) => ({ committed }),
      (error: unknown) => ({ error }),
    );
    underWay = { batch, documents: documentsOf(batch), landing };
  }

  async function stepAfter(before: UnderWay | undefined, taken: Taken): Promise<SteppedBatch> {
    const startedAt = now();
    const documents = await load([...(taken.contents?.stimuli ?? []), ...taken.due], before?.documents);
    const after = before?.batch.commit ?? position;
    return stepBatch(taken, { partition, after, releases, documents, now: startedAt, seed });
  }

  /** Waits for the commit under way, throws what made it fail, and returns what was committed. */
  async function land(): Promise<SteppedPart | undefined> {
    if (!underWay) return undefined;
    const { batch, landing } = underWay;
    const outcome = await landing;
    if ('error' in outcome) throw outcome.error;
    const { result, commit } = outcome.committed;
    const { epoch, offsets, releases: numbers } = commit;
    position = { epoch, commit: commit.commit, offsets, releases: numbers };
    releases.move(numbers);
    underWay = undefined;
    onCommit({
      facts: result.facts,
      stimuli: batch.stimuli.length,
      timers: batch.due.length,
      deadLetters: commit.deadLetters.length,
      milliseconds: now() - batch.startedAt,
    });
    return outcome.committed;
  }

  function readersFrom(offsets: LanePosition['offsets']) {
    const from = (logClass: LogClass) => createFrameReader(store.log, partition, logClass, offsets[logClass]);
    return { live: from('live'), bulk: from('bulk') };
  }

  /** As the batch before will leave them: its own from there, all others from the store. */
  async function load(subjects: Taken['due'], before: UnderWay['documents'] = new Map()): Promise<Documents> {
    const documents = new Map<string, string>();
    for (const [workspace, ofWorkspace] of Map.groupBy(subjects, (subject) => subject.workspace)) {
      await releases.prepare(workspace);
      const missing = new Set<ProfileId>();
      for (const { profile } of ofWorkspace) {
        const key = keyOf({ workspace, profile });
        const written = before.get(key);
        if (written === undefined) missing.add(profile);
        else documents.set(key, written);
      }
      for (const [profile, document] of await store.lanes.load(workspace, [...missing])) {
        documents.set(keyOf({ workspace, profile }), document);
      }
    }
    return documents;
  }

  async function serve(): Promise<void> {
    for (let failures = 0; !stopping || underWay; ) {
      try {
        const asleep = alarm.promise;
        if (stopping) {
          await land();
          continue;
        }
        const busy = await round();
        failures = 0;
        if (!busy && !stopping) await Promise.race([asleep, sleep(timerPoll)]);
      } catch (thrown) {
        // What was stepped upon a commit that fails falls with it, and so does the reason.
        const error = await land().then(
          () => thrown,
          (reason: unknown) => reason,
        );
        underWay = undefined;
        if (error instanceof FencedError) throw error;
        // Nothing of the batch was written, or all of it: the position in the database tells which.
        onError(error);
        failures++;
        await sleep(Math.min(5_000, 50 * 2 ** failures));
        if (stopping) return;
        position = await reacquire();
        releases = createLaneReleases(store.releases, position.releases);
        frames = readersFrom(position.offsets);
      }
    }
  }

  async function reacquire(): Promise<LanePosition> {
    for (;;) {
      try {
        return await store.lanes.acquire(partition);
      } catch (error) {
        onError(error);
        if (stopping) return position;
        await sleep(1_000);
      }
    }
  }

  const ended = serve();
  return {
    wake(appended) {
      if (appended) frames[appended.class].hear(appended.sequence, appended.body);
      else for (const logClass of logClasses) frames[logClass].hear();
      const rung = alarm;
      alarm = Promise.withResolvers();
      rung.resolve();
    },
    async stop() {
      stopping = true;
      alarm.resolve();
      await ended;
    },
    ended,
  };
}

function documentsOf({ commit }: SteppedBatch): Documents {
  return new Map(commit.states.map((state) => [keyOf(state), state.document]));
}

function keyOf({ workspace, profile }: { readonly workspace: WorkspaceId; readonly profile: ProfileId }): string {
  return `${workspace}:${profile}`;
}
