import type { LaneStore } from '#components/store/port/lane.ts';
import { RefusedError } from '#components/store/port/lane.ts';
import { findRefused } from './find-refused.ts';
import type { SteppedBatch, SteppedPart } from './step-batch.ts';

/** Commits the batch, without what the store cannot hold. Returns what was committed: the batch's own, or less. */
export async function commitBatch(
  lanes: Pick<LaneStore, 'commit' | 'probe'>,
  batch: SteppedBatch,
): Promise<SteppedPart> {
  if ((await refusalOf(lanes.commit(batch.commit))) === undefined) return batch;
  const refused = await findRefused(batch, (part) => refusalOf(lanes.probe(batch.again(part).commit)));
  const rest = batch.again({ stimuli: batch.stimuli, due: batch.due, refused });
  await lanes.commit(rest.commit);
  return rest;
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
