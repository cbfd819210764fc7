import type { LaneCommit, LanePosition } from '#components/store/port/lane.ts';
import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { missingRelease, unreadableLetter } from './dead-letter.ts';
import { toTableRows } from './fact-rows.ts';
import type { Part } from './find-refused.ts';
import type { FrameContents } from './frame-reader.ts';
import { type MicroBatch, type MicroBatchResult, runMicroBatch } from './micro-batch.ts';
import type { LaneReleases } from './release-cache.ts';

/** Frames of one class, timers, or both: what one commit will cover. */
export interface Taken {
  readonly contents: FrameContents | undefined;
  readonly due: readonly { readonly workspace: WorkspaceId; readonly profile: ProfileId }[];
}

export interface SteppedPart {
  readonly result: MicroBatchResult;
  readonly commit: LaneCommit;
}

/** A batch of which every stimulus was stepped, ready to be committed. */
export interface SteppedBatch extends SteppedPart, Pick<Taken, 'due'> {
  readonly stimuli: FrameContents['stimuli'];
  /** It changes definitions: what comes after it can be stepped only when it has landed. */
  readonly movesReleases: boolean;
  readonly startedAt: Instant;
  /** The same place in the log by some of its entries, or without those that the store refuses. */
  again(part: Part): SteppedPart;
}

export interface BatchPlace {
  readonly partition: Lane;
  /** Where the lane will stand when everything before this batch is committed. */
  readonly after: LanePosition;
  readonly releases: LaneReleases;
  readonly documents: ReadonlyMap<string, string>;
  readonly now: Instant;
  readonly seed: number;
}

/** Steps what was taken on the documents as they will be when everything before it is committed. */
export async function stepBatch({ contents, due }: Taken, place: BatchPlace): Promise<SteppedBatch> {
  const { partition, after, releases, documents, now, seed } = place;
  const stimuli = contents?.stimuli ?? [];
  const control = contents?.control;
  const lost = control !== undefined && !(await releases.isStored(control));
  const next: LanePosition = {
    epoch: after.epoch,
    commit: after.commit + 1,
    offsets: contents ? { ...after.offsets, [contents.class]: contents.offset } : after.offsets,
    releases: releases.after(lost ? undefined : control),
  };
  const releaseOf: MicroBatch['releaseOf'] = (workspace) => releases.of(workspace);
  const found = [...(contents?.unreadable ?? []), ...(lost ? [missingRelease(control)] : [])];
  const unreadable = found.map((one) => unreadableLetter(partition, one));

  function again(part: Part): SteppedPart {
    const result = runMicroBatch({ ...part, documents, releaseOf, now, seed });
    const { facts, ...writes } = result;
    const deadLetters = [...result.deadLetters, ...unreadable];
    const refused = [...part.stimuli, ...part.due].flatMap((entry, index) => (part.refused?.has(entry) ? [index] : []));
    const rows = toTableRows(facts, { lane: partition, commit: next.commit });
    return {
      result,
      commit: { ...next, partition, now, seed, due, refused, ...writes, deadLetters, facts: rows },
    };
  }

  return { ...again({ stimuli, due }), stimuli, due, movesReleases: control !== undefined, startedAt: now, again };
}
