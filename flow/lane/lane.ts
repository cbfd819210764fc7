import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '#components/store/port/index.ts';
import { FencedError, type LaneCommit, type LanePosition, RefusedError } from '#components/store/port/lane.ts';
import type { LogClass } from '#components/store/port/log.ts';
import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { missingRelease, unreadableLetter } from './dead-letter.ts';
import { toTableRows } from './fact-rows.ts';
import { findRefused, type Part } from './find-refused.ts';
import { createFrameReader, type FrameContents } from './frame-reader.ts';
import { type MicroBatchResult, runMicroBatch } from './micro-batch.ts';
import { createLaneReleases } from './release-cache.ts';

/** Stimuli in one commit. More would be cheaper each, but a shopper waits for the whole batch that she is part of. */
const liveAtOnce = 1_000;

/** History's share while live frames wait, and while none do. */
const bulkBesideLive = 200;
const bulkAlone = 1_000;

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

export interface RunningLane {
  /** Wakes it: there may be new frames. */
  wake(): void;
  /** Finishes the batch under way, then stops. */
  stop(): Promise<void>;
  /** Rejects when the lane had to give up: another worker has taken it. */
  readonly ended: Promise<void>;
}

/**
 * Serves one partition: takes frames, loads the people in them, steps, commits; for ever. It alone writes their
 * documents, and the offset moves in the same transaction: each stimulus changes state exactly once, whatever dies when.
 */
export async function startLane(options: LaneOptions): Promise<RunningLane> {
  const { store, partition, end, now, seed, onCommit, onError } = options;
  let position = await store.lanes.acquire(partition);
  let releases = createLaneReleases(store.releases, position.releases);
  let frames = readersFrom(position.offsets);
  let stopping = false;
  let lookedForTimersAt = 0;
  let lookedForFramesAt = 0;
  let woken = true;
  let alarm = Promise.withResolvers<void>();

  async function round(): Promise<boolean> {
    const startedAt = now();
    const look = woken || startedAt - lookedForFramesAt >= framePoll;
    if (look) lookedForFramesAt = startedAt;
    woken = false;
    const live = look ? await frames.live.take(liveAtOnce) : undefined;
    const bulk = look ? await frames.bulk.take(live ? bulkBesideLive : bulkAlone) : undefined;
    const lookForTimers = startedAt - lookedForTimersAt >= timerPoll;
    const due = lookForTimers ? await store.lanes.due(partition, end, startedAt, timersAtOnce) : [];
    if (lookForTimers && due.length < timersAtOnce) lookedForTimersAt = startedAt;
    if (live || due.length > 0) await commit(live, due);
    if (bulk) await commit(bulk, []);
    if (live || bulk) woken = true;
    return live !== undefined || bulk !== undefined || due.length > 0;
  }

  function readersFrom(offsets: LanePosition['offsets']) {
    const from = (logClass: LogClass) => createFrameReader(store.log, partition, logClass, offsets[logClass]);
    return { live: from('live'), bulk: from('bulk') };
  }

  async function commit(
    contents: FrameContents | undefined,
    due: readonly { workspace: WorkspaceId; profile: ProfileId }[],
  ): Promise<void> {
    const startedAt = now();
    const stimuli = contents?.stimuli ?? [];
    const documents = await load([...stimuli, ...due]);
    const control = contents?.control;
    const lost = control !== undefined && !(await releases.isStored(control));
    const next: LanePosition = {
      epoch: position.epoch,
      commit: position.commit + 1,
      offsets: contents ? { ...position.offsets, [contents.class]: contents.offset } : position.offsets,
      releases: releases.after(lost ? undefined : control),
    };
    const releaseOf = (workspace: WorkspaceId) => releases.of(workspace);
    const found = [...(contents?.unreadable ?? []), ...(lost ? [missingRelease(control)] : [])];
    const unreadable = found.map((one) => unreadableLetter(partition, one));

    function stepped(part: Part): { readonly result: MicroBatchResult; readonly batch: LaneCommit } {
      const result = runMicroBatch({ ...part, documents, releaseOf, now: startedAt, seed });
      const { facts, ...writes } = result;
      const place = { lane: partition, commit: next.commit };
      const deadLetters = [...result.deadLetters, ...unreadable];
      const refused = [...part.stimuli, ...part.due].flatMap((entry, index) =>
        part.refused?.has(entry) ? [index] : [],
      );
      const recorded = { partition, now: startedAt, seed, due, refused };
      return { result, batch: { ...next, ...recorded, ...writes, deadLetters, facts: toTableRows(facts, place) } };
    }

    const whole = { stimuli, due };
    let { result, batch } = stepped(whole);
    let refusal = await refusalOf(store.lanes.commit(batch));
    if (refusal) {
      const refused = await findRefused(whole, (part) => refusalOf(store.lanes.probe(stepped(part).batch)));
      ({ result, batch } = stepped({ ...whole, refused }));
      refusal = await refusalOf(store.lanes.commit(batch));
      if (refusal) throw refusal;
    }
    position = next;
    releases.move(next.releases);
    onCommit({
      facts: result.facts,
      stimuli: stimuli.length,
      timers: due.length,
      deadLetters: batch.deadLetters.length,
      milliseconds: now() - startedAt,
    });
  }

  async function load(
    subjects: readonly { workspace: WorkspaceId; profile: ProfileId }[],
  ): Promise<ReadonlyMap<string, string>> {
    const documents = new Map<string, string>();
    for (const [workspace, ofWorkspace] of Map.groupBy(subjects, (subject) => subject.workspace)) {
      await releases.prepare(workspace);
      const profiles = [...new Set(ofWorkspace.map(({ profile }) => profile))];
      for (const [profile, document] of await store.lanes.load(workspace, profiles)) {
        documents.set(`${workspace}:${profile}`, document);
      }
    }
    return documents;
  }

  async function serve(): Promise<void> {
    for (let failures = 0; !stopping; ) {
      try {
        const asleep = alarm.promise;
        const busy = await round();
        failures = 0;
        if (!busy && !stopping) await Promise.race([asleep, sleep(timerPoll)]);
      } catch (error) {
        if (error instanceof FencedError) throw error;
        // Nothing of the batch was written, or all of it: the position in the database tells which.
        onError(error);
        failures++;
        await sleep(Math.min(5_000, 50 * 2 ** failures));
        if (stopping) return;
        position = await reacquire();
        releases = createLaneReleases(store.releases, position.releases);
        frames = readersFrom(position.offsets);
        woken = true;
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
    wake() {
      woken = true;
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

/** Resolves with the refusal where it was one; whatever else went wrong is thrown. */
async function refusalOf(attempt: Promise<void>): Promise<RefusedError | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    if (error instanceof RefusedError) return error;
    throw error;
  }
}
