import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import fc from 'fast-check';
import { insertRows, queryRows } from '#components/clickhouse/client.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { days } from '#core/duration.ts';
import type { CompiledRelease } from '#core/release.ts';
import { absorbSegments } from '#core/segment/absorb.ts';
import { conditionHolds } from '#core/segment/holds.ts';
import { updateMemberships } from '#core/segment/memberships.ts';
import { propertyHolds } from '#core/segment/property-test.ts';
import { stableUuid } from '#core/stable-id.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { createTestClickhouse, type TestClickhouse } from '#test/clickhouse.ts';
import { conditions, type Entry, histories, origin, propertyTests, propertyValues } from '#test/segment-arbitrary.ts';
import { factWriter } from '#test/segment-facts.ts';
import { referenceCounts, traitsOf } from '#test/segment-reference.ts';
import { lookAt, replayEntry } from '#test/segment-replay.ts';
import { release, workOn } from '#test/work.ts';
import { createHistory, type HistorySeed } from './history.ts';
import { createParameters } from './parameters.ts';
import { previewSegment } from './preview.ts';
import { propertySql } from './property-sql.ts';
import { segmentSql } from './segment-sql.ts';

const batches = Number(process.env.SEGMENT_BATCHES ?? 4);
const definitionsPerBatch = 12;
const peoplePerBatch = 40;

let clickhouse: TestClickhouse;
let workspaces = 0;
before(async () => {
  clickhouse = await createTestClickhouse();
});
after(() => clickhouse.drop());

/** A person by her parts: profiles that turned out to be one; all but the first lost to it. */
type Story = readonly (readonly Entry[])[];
const people = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(histories) },
    { weight: 1, arbitrary: fc.array(histories, { minLength: 2, maxLength: 3 }) },
  ),
  { minLength: peoplePerBatch, maxLength: peoplePerBatch },
);
/** Chooses among the edges of windows, most often the very edge; see momentsOf. */
const choice = fc.tuple(fc.nat(), fc.constantFrom(0, 0, 0, -1, 1));
const choices = fc.array(choice, { minLength: 2, maxLength: 2 });

/** Moments from `origin` on at which something that the condition counts leaves a window, or just beside. */
function momentsOf(
  condition: SegmentCondition,
  stories: readonly Story[],
  chosen: readonly (readonly [number, number])[],
) {
  const edges = edgesOf(condition, stories.flat(2)).filter((edge) => edge >= origin);
  return chosen.map(([index, by]) => Math.max(origin, (edges[index % edges.length] ?? origin) + by));
}

function edgesOf(condition: SegmentCondition, entries: readonly Entry[]): readonly number[] {
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap((part) => edgesOf(part, entries));
    case 'not':
      return edgesOf(condition.condition, entries);
    case 'event':
    case 'engagement': {
      const window = days(condition.frequency.withinDays ?? 0);
      return entries.flatMap((entry) => (referenceCounts(condition, entry) ? [entry.at + window] : []));
    }
    case 'trait':
      return [];
  }
}

/** Ids of a person's parts; the first is the person of today. */
function idsOf(workspace: WorkspaceId, person: number, parts: Story): readonly ProfileId[] {
  return parts.map((_, part) => stableUuid(`${workspace}`, `${person}`, `${part}`));
}

/** What arrives after `cut` stands in a later commit. */
async function insert(
  workspace: WorkspaceId,
  stories: readonly Story[],
  cut = Number.POSITIVE_INFINITY,
): Promise<readonly ProfileId[]> {
  const { rows, happened, pictured, merged } = factWriter(workspace);
  const winners = stories.map((parts, person) => {
    const [winner = '', ...losers] = idsOf(workspace, person, parts);
    for (const [part, history] of parts.entries()) {
      const profile = [winner, ...losers][part] ?? winner;
      for (const entry of history) {
        if (entry.type !== 'traits') happened(profile, entry, entry.arrivedAt <= cut ? 1 : 2);
      }
      pictured(profile, 1, { a: 'an older picture' });
      if (part > 0) pictured(profile, 2, {}, 1);
      if (part > 0) merged(profile, winner);
    }
    pictured(winner, 2, traitsOf(parts.toReversed().flat()));
    return winner;
  });
  for (const [table, inserted] of Object.entries(rows)) await insertRows(clickhouse.client, table, inserted);
  return winners;
}

function live(compiled: CompiledRelease, parts: Story): ProfileState {
  const [winner, ...losers] = parts.map((history, part) =>
    history.reduce((state, entry) => replayEntry(compiled, state, entry), newProfileState(`${part}`, origin)),
  );
  assert(winner);
  const work = workOn(lookAt(compiled, winner, origin), compiled, { now: origin });
  for (const loser of losers) absorbSegments(work, loser);
  work.state = { ...work.state, traits: traitsOf(parts.toReversed().flat()) };
  updateMemberships(work, 'all');
  return work.state;
}

function compile(definitions: readonly SegmentCondition[]): CompiledRelease {
  return release({
    segments: definitions.map((condition, index) => ({ id: `s${index}`, name: 's', description: '', condition })),
  });
}

test('the bulk and the live evaluator answer alike', async (t) => {
  const tally = { holds: 0, fails: 0 };
  const definitions = fc.array(conditions, { minLength: definitionsPerBatch, maxLength: definitionsPerBatch });
  await fc.assert(
    fc.asyncProperty(definitions, people, choices, async (definitions, stories, chosen) => {
      workspaces += 1;
      const workspace = workspaces;
      const winners = await insert(workspace, stories);
      const compiled = compile(definitions);
      const states = stories.map((parts) => live(compiled, parts));
      for (const condition of definitions) {
        for (const now of momentsOf(condition, stories, chosen)) {
          const { sql, params } = segmentSql(condition, { workspace, now });
          const rows = await queryRows<{ profile: ProfileId }>(clickhouse.client, sql, params);
          const bulk = rows.map((row) => winners.indexOf(row.profile)).sort((a, b) => a - b);
          const expected = states.flatMap((state, person) =>
            conditionHolds(compiled.segments, condition, state, now) ? [person] : [],
          );
          tally.holds += expected.length;
          tally.fails += states.length - expected.length;
          assert.deepEqual(bulk, expected, JSON.stringify({ condition, now }));
        }
      }
    }),
    { numRuns: batches, endOnFailure: true },
  );
  t.diagnostic(`${tally.holds + tally.fails} cases, ${tally.holds} of them hold`);
  assert(tally.holds >= 500 && tally.fails >= 500);
});

test('tests of properties answer alike', async (t) => {
  const tally = { holds: 0, fails: 0 };
  const tests = fc.array(propertyTests, { minLength: 20, maxLength: 20 });
  const values = fc.array(propertyValues, { minLength: 300, maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(tests, values, async (tests, values) => {
      workspaces += 1;
      const { rows, happened } = factWriter(workspaces);
      const profile = stableUuid('tested');
      for (const [at, properties] of values.entries()) {
        happened(profile, { type: 'event', name: 'tested', properties, at, arrivedAt: at });
      }
      await insertRows(clickhouse.client, 'event', rows.event);
      const parameters = createParameters({ workspace: workspaces });
      const columns = tests.map((test) => `toUInt8(${propertySql(test, 'properties', parameters)})`);
      const answers = await queryRows<{ answers: number[] }>(
        clickhouse.client,
        `SELECT [${columns.join(', ')}] AS answers FROM event WHERE workspace = {workspace:UInt32} ORDER BY at`,
        parameters.values,
      );
      for (const [row, properties] of values.entries()) {
        for (const [column, test] of tests.entries()) {
          const holds = propertyHolds(test, properties);
          tally[holds ? 'holds' : 'fails'] += 1;
          assert.equal(answers[row]?.answers[column] === 1, holds, JSON.stringify({ test, properties }));
        }
      }
    }),
    { numRuns: batches, endOnFailure: true },
  );
  t.diagnostic(`${tally.holds + tally.fails} cases, ${tally.holds} of them hold`);
});

test('seeds from the facts up to a commit are what would have been counted live, for everybody known before', async () => {
  const definitions = fc.array(conditions, { minLength: 6, maxLength: 6 });
  const cut = origin - days(4);
  const history = createHistory(clickhouse.client);
  await fc.assert(
    fc.asyncProperty(definitions, people, async (definitions, drawn) => {
      workspaces += 1;
      const workspace = workspaces;
      // Nothing happens after it was received: the way in sees to that.
      const stories = drawn.map((parts) =>
        parts.map((part) => part.filter((entry) => entry.type === 'traits' || entry.at <= entry.arrivedAt)),
      );
      await insert(workspace, stories, cut);
      const compiled = compile(definitions);
      const counters = [...compiled.segments.counters.values()];
      const expected = stories.flatMap((parts, person) => {
        const ids = idsOf(workspace, person, parts);
        return parts.flatMap((part, index) => {
          const past = part.filter((entry) => entry.arrivedAt <= cut);
          const isNewcomer = !past.some(isEvent) && part.some(isEvent) && parts.length === 1;
          const { counters } = live(compiled, [past]);
          return isNewcomer ? [] : [{ release: 1, of: ids[index] ?? '', person: ids[0] ?? '', counters }];
        });
      });
      const seeds: HistorySeed[] = [];
      let looked = 0;
      for (let after: ProfileId | null = null; ; ) {
        const questions = [{ release: 1, counters, computed: [], cut: new Map([[0, 1]]) }];
        const page = await history.readPage(workspace, questions, after, 7);
        if (page.profiles === 0) break;
        looked += page.profiles;
        seeds.push(...page.seeds);
        after = page.reached;
      }
      assert.equal(looked, await history.countProfiles(workspace));
      assert.deepEqual(inOrder(seeds), inOrder(expected));
    }),
    { numRuns: Math.ceil(batches / 2), endOnFailure: true },
  );
});

const isEvent = (entry: Entry): boolean => entry.type === 'event';

function inOrder(seeds: readonly HistorySeed[]): readonly HistorySeed[] {
  return seeds.toSorted((a, b) => (a.of < b.of ? -1 : 1));
}

test('a preview counts, knows how many there are, and shows some', async () => {
  workspaces += 1;
  const workspace = workspaces;
  const view: Entry = { type: 'event', name: 'Product Viewed', properties: {}, at: origin, arrivedAt: origin };
  const winners = await insert(workspace, [[[view]], [[]], [[], [view]]]);
  const viewed: SegmentCondition = {
    type: 'event',
    match: { event: 'Product Viewed', where: [] },
    frequency: { comparison: 'at_least', times: 1, withinDays: 1 },
  };
  const { sample, ...counts } = await previewSegment(clickhouse.client, workspace, viewed, origin);
  assert.deepEqual(counts, { count: 2, total: 3 });
  assert.deepEqual([...sample].sort(), [winners[0], winners[2]].sort());
  const nobody = await previewSegment(clickhouse.client, workspace, { type: 'any', conditions: [] }, origin);
  assert.deepEqual(nobody, { count: 0, total: 3, sample: [] });
});
