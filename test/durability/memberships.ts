import assert from 'node:assert/strict';
import { membersOfSegments } from '#analytics/segment/members.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import { postgresStore } from '#components/store/postgres/index.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import { laneOf } from '#core/lane.ts';
import type { ProfileState } from '#core/state.ts';
import { referenceHolds } from '#test/segment/index.ts';
import type { DurabilityEngines } from './engines.ts';
import type { Shopper } from './load.ts';

/**
 * Whoever has done what a segment asks for is in it, by her document and by the facts, once; nobody else is. Each segment
 * was published while people went on, so that one part of its answer was counted live and the other came from the facts.
 * Returns how many memberships there are in the end.
 */
export async function membersAreCounted(
  engines: DurabilityEngines,
  shoppers: ReadonlyMap<ProfileId, Shopper>,
  documents: ReadonlyMap<ProfileId, ProfileState>,
): Promise<number> {
  const newest = await postgresStore(engines.sql, laneOf).releases.newest(1);
  assert(newest);
  const { segments, settings } = newest;
  const asked = { now: Date.now(), settings };
  const expected = new Map(
    [...shoppers].map(([profile, { history }]) => {
      const holding = segments.filter(({ condition }) => referenceHolds(condition, history, asked));
      return [profile, holding.map(({ id }) => id).sort()];
    }),
  );
  for (const [profile, ids] of expected) {
    const { memberships = {}, awaitedSeeds = [], earlySeeds = [] } = documents.get(profile) ?? {};
    const found = segments.map(({ id }) => id).filter((id) => Object.hasOwn(memberships, id));
    assert.deepEqual(found.sort(), ids, `the document of ${profile} says which segments she is in`);
    assert.deepEqual([awaitedSeeds, earlySeeds], [[], []], `no history of ${profile} is still to come`);
  }
  const published = new Set(segments.map(({ id }) => id));
  assert.deepEqual(
    (await membersInFacts(engines))
      .filter(([id]) => published.has(id))
      .map(String)
      .sort(),
    [...expected].flatMap(([profile, ids]) => ids.map((id) => String([id, profile]))).sort(),
    'the facts say who is in which segment',
  );
  await nobodyEntersTwice(engines);
  return [...expected.values()].reduce((sum, ids) => sum + ids.length, 0);
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
