import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { aggregations, type PublishedComputedTrait } from '#contracts/computed-trait.ts';
import type { Json } from '#contracts/json.ts';
import type { TrackStimulus } from '#contracts/stimulus.ts';
import { openSettings } from '#test/builders.ts';
import { type CompiledRelease, compileRelease } from '../../release.ts';
import { newProfileState, type ProfileState } from '../../state.ts';
import { nextDue, step } from '../../step.ts';

const day = 86_400_000;
const origin = Date.parse('2026-03-01T00:00:00Z');
const [ada, bea] = ['0190a6e0-0000-7000-8000-000000000001', '0190a6e0-0000-7000-8000-000000000002'];

interface Done {
  readonly at: number;
  readonly arrivedAt: number;
  readonly name: string;
  readonly price?: number;
  readonly colour?: string;
}

const doings: fc.Arbitrary<readonly Done[]> = fc
  .array(
    fc.record(
      {
        hour: fc.nat(60 * 24),
        late: fc.oneof(fc.constant(0), fc.nat(20 * 24)),
        name: fc.constantFrom('Order Completed', 'Product Viewed'),
        price: fc.integer({ min: -500, max: 99_999 }).map((cents) => cents / 100),
        colour: fc.constantFrom('red', 'green', 'blue', '紫'),
      },
      { requiredKeys: ['hour', 'late', 'name'] },
    ),
    { maxLength: 25 },
  )
  .map((all) =>
    all
      .map(({ hour, late, ...rest }) => ({
        ...rest,
        at: origin + hour * 3_600_000,
        arrivedAt: origin + (hour + late) * 3_600_000,
      }))
      .sort((a, b) => a.arrivedAt - b.arrivedAt),
  );

const traits: fc.Arbitrary<PublishedComputedTrait> = fc
  .record({
    aggregation: fc.constantFrom(...aggregations),
    property: fc.constantFrom('price', 'colour', undefined),
    withinDays: fc.constantFrom(undefined, 1, 7, 30),
    expensive: fc.boolean(),
  })
  .map(({ aggregation, property, withinDays, expensive }) => ({
    id: 'computed',
    name: 'computed',
    aggregation,
    match: {
      event: 'Order Completed',
      where: expensive ? [{ name: 'price', operator: 'greater' as const, value: 100 }] : [],
    },
    ...(property !== undefined || !['count', 'first', 'last'].includes(aggregation)
      ? { property: property ?? 'price' }
      : {}),
    ...(withinDays !== undefined && { withinDays }),
    sinceRelease: 1,
    since: '2026-01-01T00:00:00.000Z',
  }));

function releaseOf(trait: PublishedComputedTrait): CompiledRelease {
  return compileRelease({
    ...{ workspace: 1, number: 1, settings: openSettings, segments: [], journeys: [], messages: [] },
    computedTraits: [trait],
  });
}

/** The whole history at once, by the plainest means. */
function recount(trait: PublishedComputedTrait, history: readonly Done[], now: number): Json {
  const { aggregation, property, withinDays } = trait;
  const today = Math.floor(now / day);
  const counting = history
    .filter(({ name, price = 0, at }) => {
      if (name !== 'Order Completed' || (trait.match.where.length > 0 && price <= 100)) return false;
      return withinDays === undefined || Math.floor(at / day) > today - withinDays;
    })
    .flatMap((done) => {
      const value = property === undefined ? new Date(done.at).toISOString() : done[property as 'price' | 'colour'];
      return value === undefined ? [] : [{ at: done.at, value }];
    })
    .sort((a, b) => a.at - b.at || (String(a.value) < String(b.value) ? -1 : 1));
  const numbers = counting.flatMap(({ value }) => (typeof value === 'number' ? [Math.round(value * 100)] : []));
  const sum = numbers.reduce((all, cents) => all + cents, 0);
  const texts = counting.map(({ value }) => String(value));
  if (counting.length === 0) return null;
  switch (aggregation) {
    case 'count':
      return counting.length;
    case 'first':
      return counting[0]?.value ?? null;
    case 'last':
      return counting.at(-1)?.value ?? null;
    case 'distinct_count':
      return new Set(texts).size;
    case 'most_frequent': {
      const often = Map.groupBy(texts, (text) => text);
      const most = Math.max(...[...often.values()].map((same) => same.length));
      return [...often].flatMap(([text, same]) => (same.length === most ? [text] : [])).sort()[0] ?? null;
    }
    default:
      if (numbers.length === 0) return null;
  }
  switch (aggregation) {
    case 'sum':
      return sum / 100;
    case 'average':
      return Math.round((sum / numbers.length) * 100) / 1e4;
    case 'minimum':
      return Math.min(...numbers) / 100;
    case 'maximum':
      return Math.max(...numbers) / 100;
  }
}

let serial = 0;

function live(release: CompiledRelease, state: ProfileState | undefined, profile: string, done: Done): ProfileState {
  serial += 1;
  const { at, arrivedAt, name, price, colour } = done;
  const stimulus: TrackStimulus = {
    ...{ type: 'track', workspace: 1, profile, id: `e${serial}`, at, receivedAt: arrivedAt, identities: [] },
    ...{ context: {}, name, properties: { ...(price !== undefined && { price }), ...(colour && { colour }) } },
  };
  return step(settled(release, state, arrivedAt), stimulus, { now: arrivedAt, release, random: () => 0.5 }).state;
}

/** With each timer at its own time. */
function settled<T extends ProfileState | undefined>(release: CompiledRelease, from: T, until: number): T {
  let state = from;
  for (let due = state && nextDue(state); state && due && due <= until; due = nextDue(state)) {
    const timer = { type: 'timer', profile: state.profile } as const;
    state = step(state, timer, { now: due, release, random: () => 0.5 }).state as T & ProfileState;
  }
  return state;
}

function assertHolds(trait: PublishedComputedTrait, state: ProfileState | undefined, all: readonly Done[], at: number) {
  if (state === undefined) return;
  const expected = recount(trait, all, at);
  const actual = state.traits.computed ?? null;
  if (typeof expected === 'number' && typeof actual === 'number' && trait.aggregation === 'average') {
    assert(Math.abs(expected - actual) <= 1.5e-4, `${actual} is not ${expected}`);
    return;
  }
  assert.deepEqual(actual, expected, `at ${new Date(at).toISOString()}`);
}

const runs = { numRuns: Number(process.env.COMPUTED_CASES ?? 400) };

test('a computed trait is what a recount of the history says, at every arrival and as its window moves on', () => {
  fc.assert(
    fc.property(traits, doings, (trait, history) => {
      const release = releaseOf(trait);
      let state: ProfileState | undefined;
      for (const [index, done] of history.entries()) {
        state = live(release, state, ada, done);
        assertHolds(trait, state, history.slice(0, index + 1), done.arrivedAt);
      }
      const end = history.at(-1)?.arrivedAt ?? origin;
      for (let at = end; at < end + 40 * day; at += 7 * 3_600_000) {
        state = settled(release, state, at);
        assertHolds(trait, state, history, at);
      }
      assert(state === undefined || trait.withinDays === undefined || nextDue(state) === null);
    }),
    runs,
  );
});

test('two people merged have what one who lived both stories would have', () => {
  fc.assert(
    fc.property(traits, doings, doings, doings, (trait, ours, theirs, after) => {
      const release = releaseOf(trait);
      const tell = (profile: string, all: readonly Done[]) =>
        all.reduce<ProfileState>((state, done) => live(release, state, profile, done), {
          ...newProfileState(profile, origin),
          release: 1,
        });
      const winner = tell(ada, ours);
      const loser = tell(bea, theirs);
      const now = origin + 81 * day;
      const context = { now, release, random: () => 0.5 };
      const merge = {
        type: 'merge',
        workspace: 1,
        profile: bea,
        id: 'm',
        at: now,
        receivedAt: now,
        winner: ada,
      } as const;
      const absorb = step(settled(release, loser, now), merge, context).effects.find(
        (effect) => effect.type === 'send_stimulus' && effect.stimulus.type === 'absorb',
      );
      assert(absorb?.type === 'send_stimulus');
      let one = step(settled(release, winner, now), absorb.stimulus, context).state;
      const both = [...ours, ...theirs];
      assertHolds(trait, one, both, now);
      one = step(one, absorb.stimulus, context).state;
      assertHolds(trait, one, both, now);
      const later = after.map((done) => ({ ...done, arrivedAt: Math.max(done.arrivedAt, now) }));
      for (const [index, done] of later.entries()) {
        one = live(release, one, ada, done);
        assertHolds(trait, one, [...both, ...later.slice(0, index + 1)], done.arrivedAt);
      }
    }),
    runs,
  );
});

test('a person of many values stays small', () => {
  for (const aggregation of ['most_frequent', 'distinct_count'] as const) {
    const trait = { id: 'computed', name: '', aggregation, property: 'colour', withinDays: 365 } as const;
    const release = releaseOf({
      ...{ ...trait, sinceRelease: 1, since: '' },
      match: { event: 'Order Completed', where: [] },
    });
    let state: ProfileState | undefined;
    for (let index = 0; index < 3_000; index += 1) {
      const at = origin + index * 3_600_000;
      const colour = `${'x'.repeat(80)}${index}`;
      state = live(release, state, ada, { name: 'Order Completed', at, arrivedAt: at, colour });
    }
    assert(JSON.stringify(state?.computed).length < 16 * 1024, aggregation);
    if (aggregation === 'distinct_count') assert.equal(state?.traits.computed, 200);
  }
});
