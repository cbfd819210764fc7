import type { PublishedComputedTrait } from './computed-trait.ts';
import type { ExperimentAllocation } from './experiment.ts';
import type { ProfileId, WorkspaceId } from './identifiers.ts';
import type { JourneyDefinition } from './journey.ts';
import type { PublishedLeadScore } from './lead-score.ts';
import type { MessageDefinition } from './message.ts';
import type { RfmBoundaries } from './rfm.ts';
import type { SegmentDefinition } from './segment.ts';
import type { WorkspaceSettings } from './settings.ts';

/**
 * All published definitions of a workspace at one moment, immutable and numbered. A worker moves to a release when the
 * control stimulus that names it comes by in the log.
 */
export interface Release {
  readonly workspace: WorkspaceId;
  readonly number: number;
  readonly settings: WorkspaceSettings;
  /** `sinceRelease`: the release that brought the definition as it stands; a changed condition counts as new. */
  readonly segments: readonly (SegmentDefinition & { readonly sinceRelease: number })[];
  /** Every version that somebody may still be inside; `entry` marks the one that new people enter. */
  readonly journeys: readonly PublishedJourney[];
  readonly messages: readonly MessageDefinition[];
  /** How experiments share people out that do not keep their weights; one for each step at most. */
  readonly allocations?: readonly ExperimentAllocation[];
  readonly computedTraits?: readonly PublishedComputedTrait[];
  readonly leadScore?: PublishedLeadScore;
  /** What the scores of recency, frequency and value are read off; absent until there are enough customers. */
  readonly rfm?: RfmBoundaries;
  /** Whether people have a persona, so that nobody can tell it of herself. */
  readonly personas?: boolean;
  /**
   * Counter key -> the release from which on it has been counted without a break. Absent, a counter is as old as the
   * oldest definition that reads it.
   */
  readonly countedSince?: { readonly [counter: string]: number };
  /** Releases whose history has come to everybody who has any: whoever still awaits it has none. */
  readonly completeHistories?: readonly CompleteHistory[];
}

export interface CompleteHistory {
  readonly release: number;
  /** The release that said so first. */
  readonly since: number;
  /** Profiles whose seed nobody could fold yet: it is still awaited. */
  readonly except?: readonly ProfileId[];
}

export type PublishedJourney = JourneyDefinition & {
  readonly entry: boolean;
  readonly sinceRelease: number;
  /** The newer version to which whoever is inside this one goes. */
  readonly movedTo?: MovedTo;
};

export interface MovedTo {
  readonly version: number;
  /** Node of this version -> node of the newer one; null, or missing: whoever is there leaves the journey. */
  readonly nodes: { readonly [node: string]: string | null };
}
