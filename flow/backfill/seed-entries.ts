import { hash } from 'node:crypto';
import type { LogEntry } from '#components/store/port/log.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { SeedStimulus } from '#contracts/stimulus.ts';
import { entryOfStimulus } from '../append-stimuli.ts';
import type { HistorySeed } from './history.ts';

/** A lane takes whole frames: this many of history's stimuli at most stand before a shopper's. */
const seedsPerFrame = 200;

/** Entries for the bulk log, in batches that make small frames. Seeds of one person stand together: one load, one write. */
export function* seedEntries(
  seeds: readonly HistorySeed[],
  { workspace, partitionCount, now }: { workspace: WorkspaceId; partitionCount: number; now: Instant },
): Generator<readonly LogEntry[]> {
  const byPerson = seeds.toSorted((a, b) => (a.person < b.person ? -1 : a.person > b.person ? 1 : 0));
  const entries = byPerson.map(({ person, release, of, counters, computed, scored }) => {
    const id = `seed:${release}:${of}`;
    const stimulus: SeedStimulus = {
      ...{ type: 'seed', workspace, profile: person, id, at: now, receivedAt: now },
      ...{ release, of, counters, ...(computed && { computed }), ...(scored && { scored }) },
    };
    // Not by whom it is addressed to: a repeat may know of a merge that the first did not.
    return entryOfStimulus(stimulus, partitionCount, hash('md5', `${workspace}\u001f${id}`));
  });
  const byPartition = [...Map.groupBy(entries, (entry) => entry.partition).values()];
  const longest = Math.max(0, ...byPartition.map((own) => own.length));
  for (let from = 0; from < longest; from += seedsPerFrame) {
    yield byPartition.flatMap((own) => own.slice(from, from + seedsPerFrame));
  }
}
