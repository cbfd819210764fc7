import type { LogEntry } from '#components/store/port/log.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { SeedStimulus } from '#contracts/stimulus.ts';
import { entryOfStimulus } from '../append-stimuli.ts';
import type { HistorySeed } from './history.ts';

/** A lane takes whole frames: this many of history's stimuli at most stand before a shopper's. */
const seedsPerFrame = 200;

/**
 * Entries for the bulk log, in batches that make small frames. Seeds of one person stand together: one load, one write.
 * They have no key, because what is sent and the place that it reaches are one transaction.
 */
export function seedFrames(
  seeds: readonly HistorySeed[],
  { workspace, partitionCount, now }: { workspace: WorkspaceId; partitionCount: number; now: Instant },
): readonly (readonly LogEntry[])[] {
  const byPerson = seeds.toSorted((a, b) => (a.person < b.person ? -1 : a.person > b.person ? 1 : 0));
  const entries = byPerson.map(({ person, release, of, counters, computed, scored }) => {
    const stimulus: SeedStimulus = {
      ...{ type: 'seed', workspace, profile: person, id: `seed:${release}:${of}`, at: now, receivedAt: now },
      ...{ release, of, counters, ...(computed && { computed }), ...(scored && { scored }) },
    };
    return entryOfStimulus(stimulus, partitionCount, null);
  });
  const byPartition = [...Map.groupBy(entries, (entry) => entry.partition).values()];
  const longest = Math.max(0, ...byPartition.map((own) => own.length));
  const frames = Math.ceil(longest / seedsPerFrame);
  return Array.from({ length: frames }, (_, frame) =>
    byPartition.flatMap((own) => own.slice(frame * seedsPerFrame, (frame + 1) * seedsPerFrame)),
  );
}
