import type { ComputedBuckets, ComputedTraitDefinition } from '#contracts/computed-trait.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { PublishedLeadScore, ScoreSums } from '#contracts/lead-score.ts';
import type { RecountStimulus } from '#contracts/stimulus.ts';
import type { Parting, Since } from '#core/merge/parting.ts';
import type { Counter } from '#core/segment/counter.ts';

/** The facts of a parting, told apart by the identity that they arrived by. */
export interface PartingFacts {
  /** Undefined until both documents have gone through it and everything before is in ClickHouse. */
  cuts(
    workspace: WorkspaceId,
    undo: string,
    absorb: string,
  ): Promise<Pick<Parting, 'absorbed' | 'restored' | 'parted'> | undefined>;
  counters(
    parting: Parting,
    counters: readonly Counter[],
  ): Promise<{ readonly loser: RecountStimulus['counters']; readonly winner: RecountStimulus['counters'] }>;
  computed(
    parting: Parting,
    traits: readonly ComputedTraitDefinition[],
  ): Promise<{ readonly loser: ComputedBuckets; readonly winner: ComputedBuckets }>;
  scored(
    parting: Parting,
    score: PublishedLeadScore | undefined,
  ): Promise<{ readonly loser: ScoreSums; readonly winner: ScoreSums }>;
  /** What the loser's identities brought between merge and parting. */
  since(parting: Parting, orderEvent: string): Promise<Since>;
  /** Writes the loser's facts under her own profile, and those of her parts to her. A repeat changes nothing. */
  tellApart(parting: Parting): Promise<void>;
}
