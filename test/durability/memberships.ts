import assert from 'node:assert/strict';
import { membersOfSegments } from '#analytics/segment/members.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import { postgresStore } from '#components/store/postgres/index.ts';
import type { Instant, ProfileId } from '#contracts/identifiers.ts';
import { laneOf } from '#core/lane.ts';
import { compileRelease } from '#core/release.ts';
import type { CompiledSegments } from '#core/segment/compile.ts';
import { addHappening, type Held, settleHeld } from '#core/segment/counters/index.ts';
import { countersOf } from '#core/segment/happening-index.ts';
import type { ProfileState } from '#core/state.ts';
import { newProfileState } from '#core/state.ts';
import type { Entry } from '#test/segment/entry.ts';
import { referenceHolds } from '#test/segment/index.ts';
import type { DurabilityEngines } from './engines.ts';
import type { Shopper } from './load.ts';

/**
 * Whoever has done what a segment asks for is in it, by her document and by the facts, once; nobody else is. Each segment
 * was published while people went on, so that one part of its answer was counted live and the other came from the facts:
 * her counters show what the two came to, also where it moves no answer. Returns how many memberships there are.
 */
export async function membersAreCounted(
  engines: DurabilityEngines,
  shoppers: ReadonlyMap<ProfileId, Shopper>,
  documents: ReadonlyMap<ProfileId, ProfileState>,
): Promise<number> {
  const newest = await postgresStore(engines.sql, laneOf).releases.newest(1);
  assert(newest);
  const { segments, settings } = newest;
  const now = Date.now();
  const compiled = compileRelease(newest).segments;
  const expected: (readonly [segment: string, ProfileId])[] = [];
  for (const [profile, { history }] of shoppers) {
    const {
      memberships,
      counters,
      awaitedSeeds = [],
      earlySeeds = [],
    } = documents.get(profile) ?? newProfileState(profile, now);
    const holding = segments.filter(({ condition }) => referenceHolds(condition, history, { now, settings }));
    const ids = holding.map(({ id }) => id).sort();
    const found = segments.map(({ id }) => id).filter((id) => memberships.has(id));
    assert.deepEqual(found.sort(), ids, `the document of ${profile} says which segments she is in`);
    const awaited = awaitedSeeds.filter(({ release }) => !compiled.completeReleases.has(release));
    assert.deepEqual([awaited, earlySeeds], [[], []], `no history of ${profile} is still to come`);
    const recounted = recount(compiled, history, now);
    for (const counter of compiled.counters.values()) {
      const [held, whole] = [counters, recounted].map((by) => settleHeld(counter, by.get(counter.key) ?? [], now));
      assert.deepEqual(held, whole, `${counter.key} of ${profile}`);
    }
    expected.push(...ids.map((id) => [id, profile] as const));
  }
  const published = new Set(segments.map(({ id }) => id));
  assert.deepEqual(
    (await membersInFacts(engines))
      .filter(([id]) => published.has(id))
      .map(String)
      .sort(),
    expected.map(String).sort(),
    'the facts say who is in which segment',
  );
  await nobodyEntersTwice(engines);
  return expected.length;
}

/** As if all counters had been there from the beginning. */
function recount({ happenings }: CompiledSegments, history: readonly Entry[], now: Instant) {
  const counted = new Map<string, Held>();
  for (const happening of history.filter((entry) => entry.type === 'event').toSorted((a, b) => a.at - b.at)) {
    for (const counter of countersOf(happenings, happening)) {
      counted.set(counter.key, addHappening(counter, counted.get(counter.key), happening, now));
    }
  }
  return counted;
}

async function membersInFacts({ clickhouse }: DurabilityEngines): Promise<readonly (readonly [string, ProfileId])[]> {
  const rows = await queryRows<{ segment: string; person: ProfileId }>(
    clickhouse,
    `SELECT segment, person FROM ${membersOfSegments()}`,
    { workspace: 1 },
  );
  return rows.map(({ segment, person }) => [segment, person]);
}

/** Who is inside can enter only after she has left. */
async function nobodyEntersTwice({ clickhouse }: DurabilityEngines): Promise<void> {
  const twice = await queryRows(
    clickhouse,
    `SELECT segment, profile FROM (
       SELECT segment, profile, change, lagInFrame(change) OVER (
         PARTITION BY segment, profile ORDER BY commit, ordinal ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before
       FROM membership)
     WHERE change = 'entered' AND before = 'entered'`,
  );
  assert.deepEqual(twice, [], 'nobody enters a segment that she is in');
}
