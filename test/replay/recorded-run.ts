import type { Fact } from '#contracts/fact.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { Release } from '#contracts/release.ts';
import type { StepStimulus } from '#core/step.ts';

/** Definitions that came into force while people lived, in their order. */
export interface RecordedRelease {
  readonly at: Instant;
  readonly release: Release;
}

/** What one person went through under a version of the product, and what came of it. Its definitions stand beside it. */
export interface RecordedRun {
  readonly steps: readonly { readonly now: Instant; readonly stimulus: StepStimulus }[];
  readonly facts: readonly Fact[];
  /** Her document in the end. */
  readonly state: JsonObject;
}

/** Folders for each version of the product that people have run; they are never written again. */
export const recordedFolder = new URL('recorded/', import.meta.url);

/** Makes the random choices of all recorded runs. */
export const recordedSeed = '7';

/** Of a folder: the definitions that its runs went by from the beginning. */
export const releaseFile = 'release.json';

/** Those that came into force later, if any did. */
export const laterReleasesFile = 'later-releases.json';
