import assert from 'node:assert/strict';
import type { EventFact } from '#contracts/fact.ts';
import type { CompiledRelease } from '#core/release.ts';
import { addHappening, type Held, settleHeld } from '#core/segment/counters/index.ts';
import { countersOf } from '#core/segment/happening-index.ts';
import type { DurabilityEngines } from './engines.ts';
import { compiledReleases, type Fold } from './fold.ts';

/**
 * Each seed holds what was recorded under its profile up to the commits that took its release over, and nothing of what
 * came later: counters keep the newest times only, so that of a wrong cut the documents often show nothing in the end.
 * Returns how many counts were compared.
 */
export async function seedsAreCut({ sql }: DurabilityEngines, folds: readonly Fold[]): Promise<number> {
  const releases = [...(await compiledReleases(sql)).values()];
  const events = Map.groupBy(
    folds.flatMap(({ facts, tookOver }) =>
      facts.flatMap(({ commit, fact }) => (fact.type === 'event' ? [{ commit, fact, tookOver }] : [])),
    ),
    ({ fact }) => fact.profile,
  );
  const now = Date.now();
  let compared = 0;
  for (const { release, of, counters } of folds.flatMap(({ seeds }) => seeds)) {
    const before = (events.get(of) ?? []).filter(({ commit, tookOver }) => commit <= (tookOver.get(release) ?? 0));
    for (const [key, held] of Object.entries(counters)) {
      const asking = releases.find(({ segments }) => segments.counters.get(key)?.since === release);
      const counter = asking?.segments.counters.get(key);
      assert.ok(asking && counter, `${key} is counted since release ${release}`);
      if (counter.source !== 'event') continue;
      const expected = recount(
        asking,
        key,
        before.map(({ fact }) => fact),
        now,
      );
      assert.deepEqual(
        settleHeld(counter, held, now),
        settleHeld(counter, expected, now),
        `${key} in the seed of ${of}`,
      );
      compared += 1;
    }
  }
  return compared;
}

function recount({ segments }: CompiledRelease, key: string, facts: readonly EventFact[], now: number): Held {
  let held: Held = [];
  for (const { name, properties, at } of facts.toSorted((a, b) => a.at - b.at)) {
    for (const counter of countersOf(segments.happenings, { name, properties, at })) {
      if (counter.key === key) held = addHappening(counter, held, { name, properties, at }, now);
    }
  }
  return held;
}
