import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import fc from 'fast-check';
import { insertRows, queryRows } from '#components/clickhouse/client.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { LeafCondition, SegmentCondition } from '#contracts/segment.ts';
import { days } from '#core/duration.ts';
import { hashFraction } from '#core/hash.ts';
import type { CompiledRelease } from '#core/release.ts';
import { absorbSegments } from '#core/segment/absorb.ts';
import type { Counter } from '#core/segment/counter.ts';
import { settleHeld } from '#core/segment/counters/index.ts';
import { conditionHolds } from '#core/segment/holds.ts';
import { updateMemberships } from '#core/segment/memberships.ts';
import { propertyHolds } from '#core/segment/property-test.ts';
import type { SegmentSettings } from '#core/segment/segment-settings.ts';
import { stableUuid } from '#core/stable-id.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { openSettings, release, workOn } from '#test/builders.ts';
import { createTestClickhouse, type TestClickhouse } from '#test/clickhouse.ts';
import { costlyRuns } from '#test/costly-runs.ts';
import { type Entry, hasHappened, histories } from '#test/segment/entry.ts';
import { conditions, edgesOf, kindsOfLeaves, labelOf } from '#test/segment/index.ts';
import { settings } from '#test/segment/kind.ts';
import { origin } from '#test/segment/origin.ts';
import { propertyTests, properties as propertyValues } from '#test/segment/property.ts';
import { factWriter } from '#test/segment/segment-facts.ts';
import { lookAt, replayEntry } from '#test/segment/segment-replay.ts';
import { Tally } from '#test/segment/tally.ts';
import { toldOf } from '#test/segment/told.ts';
import { traitsOf } from '#test/segment/trait.ts';
import { counterSql, readHeld } from './counter-sql.ts';
import { createHistory, type HistorySeed } from './history.ts';
import { createParameters } from './parameters.ts';
import { samplePeople } from './people-sample.ts';
import { previewSegment } from './preview.ts';
import { propertySql } from './property-sql.ts';
import { conditionSql } from './segment-sql.ts';

const batches = Number(process.env.SEGMENT_BATCHES ?? 2);
const leavesPerKind = 2;
const treesPerBatch = 4;
const peoplePerBatch = 30;
const momentsPerDefinition = 3;
/** A statement has its limits too. */
const questionsPerQuery = 40;

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
/** Moments from `origin` on at which the answer for somebody may change, or just beside. */
function momentsOf(condition: SegmentCondition, stories: readonly Story[], settings: SegmentSettings, seed: number) {
  const edges = [...new Set(stories.flatMap((parts) => edgesOf(condition, parts.flat(), settings)))];
  const later = edges.filter((edge) => edge >= origin);
  return Array.from({ length: momentsPerDefinition }, (_, index) => {
    const edge = later[Math.floor(hashFraction(`${seed}`, `${index}`) * later.length)] ?? origin;
    if (index === 0) return origin;
    return Math.max(origin, edge + (index % 3) - 1);
  });
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
        if (hasHappened(entry)) happened(profile, entry, entry.arrivedAt <= cut ? 1 : 2);
      }
      pictured(profile, 1, { a: 'an older picture' });
      if (part > 0) pictured(profile, 2, {}, { deleted: 1 });
      if (part > 0) merged(profile, winner);
    }
    const all = parts.toReversed().flat();
    pictured(winner, 2, traitsOf(all), { told: toldOf(all) });
    return winner;
  });
  for (const [table, inserted] of Object.entries(rows)) await insertRows(clickhouse.client, table, inserted);
  return winners;
}

function live(compiled: CompiledRelease, parts: Story, ids: readonly ProfileId[] = []): ProfileState {
  const [winner, ...losers] = parts.map((history, part) =>
    history.reduce(
      (state, entry) => replayEntry(compiled, state, entry),
      newProfileState(ids[part] ?? `${part}`, origin),
    ),
  );
  assert(winner);
  const work = workOn(lookAt(compiled, winner, origin), compiled, { now: origin });
  for (const loser of losers) absorbSegments(work, loser);
  const all = parts.toReversed().flat();
  work.state = { ...work.state, traits: traitsOf(all), ...toldOf(all) };
  updateMemberships(work, 'all');
  return work.state;
}

function compile(definitions: readonly SegmentCondition[], settings: SegmentSettings): CompiledRelease {
  return release({
    settings,
    segments: definitions.map((condition, index) => ({ id: `s${index}`, name: 's', description: '', condition })),
  });
}

test('the bulk and the live evaluator answer alike', async (t) => {
  const tally = new Tally();
  let cases = 0;
  const definitions = fc
    .tuple(
      fc.tuple(...kindsOfLeaves.flatMap((kind) => Array.from({ length: leavesPerKind }, () => kind))),
      fc.array(conditions, { minLength: treesPerBatch, maxLength: treesPerBatch }),
    )
    .map(([simple, trees]): readonly SegmentCondition[] => [...simple, ...trees]);
  await fc.assert(
    fc.asyncProperty(definitions, people, settings, fc.nat(), async (definitions, stories, settings, seed) => {
      workspaces += 1;
      const workspace = workspaces;
      const winners = await insert(workspace, stories);
      const compiled = compile(definitions, settings);
      const states = stories.map((parts, person) => live(compiled, parts, idsOf(workspace, person, parts)));
      cases += definitions.length * stories.length;
      const asked = definitions.flatMap((condition, index) =>
        momentsOf(condition, stories, settings, seed + index).map((now) => ({ condition, now })),
      );
      for (let from = 0; from < asked.length; from += questionsPerQuery) {
        const questions = asked.slice(from, from + questionsPerQuery);
        const parameters = createParameters({ workspace });
        const columns = questions.map(
          ({ condition, now }) =>
            `toUInt8(${conditionSql(condition, { now, settings, referenced: compiled.segments.referenced }, parameters)})`,
        );
        const rows = await queryRows<{ profile: ProfileId; answers: readonly number[] }>(
          clickhouse.client,
          `SELECT profile, [${columns.join(', ')}] AS answers FROM profile_fact FINAL
           WHERE workspace = {workspace:UInt32} AND deleted = 0`,
          parameters.values,
        );
        const answersOf = new Map(rows.map(({ profile, answers }) => [profile, answers]));
        assert.deepEqual([...answersOf.keys()].sort(), [...winners].sort());
        for (const [column, { condition, now }] of questions.entries()) {
          for (const [person, state] of states.entries()) {
            const holds = conditionHolds(compiled.segments, condition, state, now);
            if (isLeaf(condition)) tally.add(labelOf(condition), holds);
            const bulk = answersOf.get(winners[person] ?? '')?.[column] === 1;
            assert.equal(bulk, holds, JSON.stringify({ condition, now, settings, story: stories[person] }));
          }
        }
      }
    }),
    costlyRuns(batches),
  );
  for (const line of tally.lines()) t.diagnostic(line);
  t.diagnostic(`${cases} cases of a definition and a history`);
  // With few definitions of each kind it is chance which answers are met; core/segment/agreement.test.ts has many of each.
  if (batches >= 50) tally.assertBoth(20, 'kind');
});

function isLeaf(condition: SegmentCondition): condition is LeafCondition {
  return condition.type !== 'all' && condition.type !== 'any' && condition.type !== 'not';
}

test('tests of properties answer alike', async (t) => {
  const tally = new Tally();
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
          tally.add(test.operator, holds);
          assert.equal(answers[row]?.answers[column] === 1, holds, JSON.stringify({ test, properties }));
        }
      }
    }),
    costlyRuns(batches),
  );
  for (const line of tally.lines()) t.diagnostic(line);
  if (batches >= 50) tally.assertBoth(20, 'label');
});

test('seeds from the facts up to a commit are what would have been counted live, for everybody known before', async () => {
  const definitions = fc.array(conditions, { minLength: 6, maxLength: 6 });
  const cut = origin - days(4);
  const history = createHistory(clickhouse.client, () => origin);
  await fc.assert(
    fc.asyncProperty(definitions, people, settings, async (definitions, drawn, settings) => {
      workspaces += 1;
      const workspace = workspaces;
      // Nothing happens after it was received: the way in sees to that.
      const stories = drawn.map((parts) =>
        parts.map((part) => part.filter((entry) => !hasHappened(entry) || entry.at <= entry.arrivedAt)),
      );
      await insert(workspace, stories, cut);
      const compiled = compile(definitions, settings);
      const counters = [...compiled.segments.counters.values()];
      const expected = stories.flatMap((parts, person) => {
        const ids = idsOf(workspace, person, parts);
        return parts.flatMap((part, index) => {
          const past = part.filter((entry) => entry.arrivedAt <= cut);
          const isNewcomer = !past.some(isEvent) && part.some(isEvent) && parts.length === 1;
          const counters = settled(compiled, live(compiled, [past]).counters);
          return isNewcomer ? [] : [{ release: 1, of: ids[index] ?? '', person: ids[0] ?? '', counters }];
        });
      });
      const seeds: HistorySeed[] = [];
      let looked = 0;
      for (let after: ProfileId | null = null; ; ) {
        const questions = [{ release: 1, counters, computed: [], historyAlone: null, cut: new Map([[0, 1]]) }];
        const page = await history.readPage(workspace, questions, after, 7);
        if (page.profiles.length === 0) break;
        looked += page.profiles.length;
        seeds.push(...page.seeds);
        after = page.profiles.at(-1) ?? null;
      }
      assert.equal(looked, await history.countProfiles(workspace));
      const [one] = expected;
      if (one !== undefined) assert.deepEqual(await heldOf(workspace, one.of, counters), one.counters);
      assert.deepEqual(inOrder(seeds), inOrder(expected));
    }),
    costlyRuns(Math.ceil(batches / 2)),
  );
});

/** As an undo asks: one row for all that was recorded within a range. */
async function heldOf(workspace: WorkspaceId, profile: ProfileId, counters: readonly Counter[]) {
  if (counters.length === 0) return {};
  const parameters = createParameters({ workspace, profile });
  const asked = { range: 'profile = {profile:UUID} AND commit <= 1', now: origin };
  const sql = counters.map((counter) => counterSql(counter, asked, parameters)).join(' UNION ALL ');
  const rows = await queryRows<{ key: string; held: number[] }>(clickhouse.client, sql, parameters.values);
  return Object.fromEntries(
    rows.flatMap(({ key, held }) => {
      const counter = counters.find((one) => one.key === key);
      const kept = counter === undefined ? [] : readHeld(counter, held, origin);
      return kept.length === 0 ? [] : [[key, kept] as const];
    }),
  );
}

/** What every window had left by then is dropped when the counter is next touched; the facts never bring it. */
function settled(compiled: CompiledRelease, counters: ProfileState['counters']): HistorySeed['counters'] {
  return Object.fromEntries(
    [...counters].flatMap(([key, held]) => {
      const counter = compiled.segments.counters.get(key);
      const kept = counter === undefined ? [] : settleHeld(counter, held, origin);
      return kept.length === 0 ? [] : [[key, kept]];
    }),
  );
}

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
  const asked = { now: origin, settings: openSettings, referenced: new Map([['viewed', viewed]]) };
  const { sample, ...counts } = await previewSegment(clickhouse.client, workspace, viewed, asked);
  assert.deepEqual(counts, { isExact: true, count: { people: 2, error: 0 }, total: 3, inside: [] });
  assert.deepEqual([...sample].sort(), [winners[0], winners[2]].sort());
  const others: SegmentCondition = { type: 'not', condition: { type: 'segment', segment: 'viewed' } };
  assert.deepEqual((await previewSegment(clickhouse.client, workspace, others, asked)).sample, [winners[1]]);
  const nobody = await previewSegment(clickhouse.client, workspace, { type: 'any', conditions: [] }, asked);
  assert.deepEqual(nobody, { ...counts, count: { people: 0, error: 0 }, sample: [] });
});

test('a preview of what came one after another finds it in whatever order the facts came', async () => {
  workspaces += 1;
  const workspace = workspaces;
  const event = (name: string, minutes: number): Entry => {
    const at = origin - minutes * 60_000;
    return { type: 'event', name, properties: {}, at, arrivedAt: at };
  };
  const [view, add] = ['Product Viewed', 'Product Added'];
  const stories = [
    [[event(view, 30), event(add, 10)]],
    [[event(add, 30), event(view, 10)]],
    [[event(add, 10)], [event(view, 30)]],
    [[event(view, 90), event(view, 20), event(add, 15), event(add, 12)]],
    [[event(view, 90), event(add, 10)]],
  ];
  const people = await insert(workspace, stories);
  const sequence: SegmentCondition = {
    type: 'sequence',
    steps: [view, add].map((name) => ({ event: name, where: [] })),
    withinMinutes: 60,
  };
  const asked = { now: origin, settings: openSettings, referenced: new Map() };
  const found = async (condition: SegmentCondition) =>
    [...(await previewSegment(clickhouse.client, workspace, condition, asked)).sample].sort();
  const holds = [people[0], people[2], people[3]].sort();
  assert.deepEqual(await found(sequence), holds);
  assert.deepEqual(await found({ type: 'not', condition: sequence }), [people[1], people[4]].sort());
});

test('an estimate looks at some, is as far off as it says, and counts who was several before as one', async () => {
  workspaces += 1;
  const workspace = workspaces;
  const view: Entry = { type: 'event', name: 'Product Viewed', properties: {}, at: origin, arrivedAt: origin };
  // A third viewed something; every fourth was two before, and viewed as the one that is gone.
  const stories = Array.from({ length: 600 }, (_, person): Story => {
    const viewed = person % 3 === 0 ? [view] : [];
    return person % 4 === 0 ? [[], viewed] : [viewed];
  });
  await insert(workspace, stories);
  const viewed: SegmentCondition = {
    type: 'event',
    match: { event: 'Product Viewed', where: [] },
    frequency: { comparison: 'at_least', times: 1, withinDays: 1 },
  };
  const asked = { now: origin, settings: openSettings, referenced: new Map() };
  assert.equal(await samplePeople(clickhouse.client, workspace), undefined);
  const among = await samplePeople(clickhouse.client, workspace, { events: 200, people: 240 });
  assert(among);
  assert.deepEqual([among.people, among.merged, among.share], [600, 150, 0.4]);
  const { isExact, count, total } = await previewSegment(clickhouse.client, workspace, viewed, asked, { among });
  assert.deepEqual([isExact, total], [false, 600]);
  assert.ok(count.error > 0 && count.error < 100, `an error of ${count.error}`);
  // One in twenty samples is further off than it says, one in ten thousand twice as far.
  assert.ok(Math.abs(count.people - 200) <= 2 * count.error, `${count.people} and an error of ${count.error}`);
});
