import type { Instant } from '#contracts/identifiers.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import type { RehearsalCounts } from '#contracts/rehearsal.ts';
import type { Release } from '#contracts/release.ts';
import type { RecordedPerson } from '#core/rehearsal/recorded.ts';
import type { EntryPeriod } from '#core/rehearsal/releases.ts';

/** What a rehearsal is made with: everything but the people. */
export interface RehearsalThreadData {
  readonly newest: Release;
  readonly draft: JourneyDefinition;
  readonly from: Instant;
  readonly until: Instant;
  readonly periods: readonly EntryPeriod[];
  /** The same that makes the random choices of commits. */
  readonly seed: number;
}

export type ToRehearsalThread =
  | { readonly type: 'people'; readonly people: readonly RecordedPerson[] }
  | { readonly type: 'end' };

export type FromRehearsalThread =
  | { readonly type: 'lived' }
  | { readonly type: 'counts'; readonly counts: RehearsalCounts };
