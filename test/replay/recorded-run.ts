import type { Fact } from '#contracts/fact.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ProfileState } from '#core/state.ts';
import type { StepStimulus } from '#core/step.ts';

/** What one person went through under a version of the product, and what came of it. Its definitions stand beside it. */
export interface RecordedRun {
  readonly steps: readonly { readonly now: Instant; readonly stimulus: StepStimulus }[];
  readonly facts: readonly Fact[];
  readonly state: ProfileState;
}

/** One folder for each version of the product that people have run; they are never written again. */
export const recordedFolder = new URL('recorded/', import.meta.url);

/** Makes the random choices of all recorded runs. */
export const recordedSeed = '7';

/** Of a version's folder: the definitions that its runs went by. */
export const releaseFile = 'release.json';
