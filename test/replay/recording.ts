import type { Instant, ProfileId } from '#contracts/identifiers.ts';
import type { Release } from '#contracts/release.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { RecordedRelease } from './recorded-run.ts';

/** What is recorded once for each release of the product. */
export interface Recording {
  /** Stands behind the version in the name of the folder. */
  readonly folder: string;
  readonly people: number;
  readonly release: Release;
  readonly later: readonly RecordedRelease[];
  readonly until: Instant;
  /** In the order in which it is received. */
  readonly storyOf: (profile: ProfileId) => readonly ProfileStimulus[];
}
