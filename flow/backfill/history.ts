import type { Cut } from '#components/store/port/backfill.ts';
import type { ComputedTraitDefinition } from '#contracts/computed-trait.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { PublishedLeadScore } from '#contracts/lead-score.ts';
import type { SeedStimulus } from '#contracts/stimulus.ts';
import type { Counter } from '#core/segment/counter.ts';

/** The counters and computed traits that a release brought, to be read from the facts up to its cut. */
export interface SeedQuestion {
  readonly release: number;
  readonly counters: readonly Counter[];
  readonly computed: readonly ComputedTraitDefinition[];
  /** Rules of the lead score that count events, and their decay. */
  readonly score?: Pick<PublishedLeadScore, 'decay' | 'rules'>;
  readonly cut: Cut;
  /** Segments that the release left open, where seeds of people without a history are left out; null where none is. */
  readonly historyAlone: readonly string[] | null;
}

/** A seed for whoever `of` belongs to today. */
export interface HistorySeed extends Pick<SeedStimulus, 'release' | 'of' | 'counters' | 'computed' | 'scored'> {
  readonly person: ProfileId;
}

/** The facts of everybody known, in pages of profiles; an order of ids that stays, whichever it is. */
export interface History {
  countProfiles(workspace: WorkspaceId): Promise<number>;
  /** At most `limit` profiles after `after`, in that order; not all of them get a seed. None at the end. */
  readPage(
    workspace: WorkspaceId,
    questions: readonly SeedQuestion[],
    after: ProfileId | null,
    limit: number,
  ): Promise<HistoryPage>;
  /**
   * In the same order, of those to whom something happened between the cut of a release and `until` that its counters count,
   * or who were merged then: a seed that holds nothing, so that each is looked at.
   */
  readLate(
    workspace: WorkspaceId,
    question: SeedQuestion,
    until: Cut,
    after: ProfileId | null,
    limit: number,
  ): Promise<HistoryPage>;
}

export interface HistoryPage {
  readonly profiles: readonly ProfileId[];
  readonly seeds: readonly HistorySeed[];
}
