import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Channel } from '#contracts/channel.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { laneOf, partitionOf } from '#core/lane.ts';
import type { ProfileState } from '#core/state.ts';
import { noon, release } from '#test/builders.ts';
import { SimulatedPartitions } from '#test/simulated/simulated-partitions.ts';

const compiled = release({
  segments: [
    {
      id: 'loyal',
      name: 'Loyal',
      description: '',
      condition: {
        type: 'event',
        match: { event: 'Order Completed', where: [] },
        frequency: { comparison: 'at_least', times: 4 },
      },
    },
  ],
});

/** Ids whose lanes lie in both partitions, so that merges go across. */
const people: readonly ProfileId[] = Array.from(
  { length: 40 },
  (_, index) => `0190a6e0-0000-7000-8000-0000000001${index.toString(16).padStart(2, '0')}`,
).filter((id, index, all) => partitionOf(laneOf(1, id), 2) === (index % 2) * 128 && all.indexOf(id) === index);
const [anna = '', berta = '', clara = ''] = people;

/** Each has a channel and a trait that she alone speaks of, so that the newest word is the same in whatever order. */
const channels: readonly Channel[] = ['email', 'sms', 'push'];

type Deed = { readonly person: number; readonly kind: 'order' | 'trait' | 'consent' };

function stimulusOf({ person, kind }: Deed, index: number): ProfileStimulus {
  const profile = people[person] ?? '';
  const base = { workspace: 1, profile, id: `deed-${index}`, at: noon + index, receivedAt: noon + index };
  const observed = { ...base, identities: [{ kind: 'anonymousId', value: `device-${person}` }] as const, context: {} };
  switch (kind) {
    case 'order':
      return { ...observed, type: 'track', name: 'Order Completed', properties: { revenue: index + 0.25 } };
    case 'trait':
      return { ...observed, type: 'identify', traits: { [`word-${person}`]: index } };
    case 'consent': {
      const status = index % 2 === 0 ? 'granted' : 'denied';
      return { ...base, type: 'consent', source: 'api', changes: [{ channel: channels[person] ?? 'email', status }] };
    }
  }
}

function mergeOf(loser: ProfileId, winner: ProfileId): ProfileStimulus {
  const id = `merge:${loser}:${winner}`;
  return { type: 'merge', workspace: 1, profile: loser, winner, id, at: noon, receivedAt: noon };
}

const deed = fc.record({
  person: fc.nat({ max: 2 }),
  kind: fc.constantFrom('order', 'order', 'trait', 'consent') as fc.Arbitrary<Deed['kind']>,
});

/** What happens next: the next deed or merge is appended, a lane works, rows are carried over, or carried and kept. */
const move = fc.tuple(fc.constantFrom('tell', 'lane 0', 'lane 1', 'forward', 'crash'), fc.integer({ min: 1, max: 4 }));

/** Tells the story in its order; what the lanes make of it, and when, is the schedule's. */
function play(
  story: readonly ProfileStimulus[],
  schedule: readonly (readonly [string, number])[],
): SimulatedPartitions {
  const lanes = new SimulatedPartitions(compiled, () => noon + 1_000_000);
  const rest = [...story];
  for (const [kind, count] of schedule) {
    if (kind === 'tell') for (const stimulus of rest.splice(0, count)) lanes.put(stimulus, `told ${stimulus.id}`);
    else if (kind === 'forward' || kind === 'crash') lanes.forward(count, kind === 'crash');
    else lanes.work(kind === 'lane 0' ? 0 : 128, count);
  }
  for (const stimulus of rest) lanes.put(stimulus, `told ${stimulus.id}`);
  lanes.drain();
  return lanes;
}

const alive = (lanes: SimulatedPartitions) => lanes.states().filter((state) => state.mergedInto === undefined);

/** The part of a person that no order of arrival may change. */
function essence(state: ProfileState) {
  const identities = state.identities.map(({ value }) => value).sort();
  const consents = state.consents.map(({ channel, status, at }) => `${channel} ${status} ${at}`).sort();
  const { orders, traits, counters, firstSeenAt, lastSeenAt } = state;
  return {
    identities,
    consents,
    orders,
    traits,
    counters,
    firstSeenAt,
    lastSeenAt,
    in: [...state.memberships.keys()],
  };
}

const mergedStory = (deeds: readonly Deed[], merges: readonly (readonly [number, ProfileStimulus])[]) => {
  const story = deeds.map(stimulusOf);
  for (const [at, merge] of merges) story.splice(at % (story.length + 1), 0, merge);
  return story;
};

const positions = fc.tuple(fc.nat(), fc.nat(), fc.nat());

test('a chain of merges ends with one person who has everything, whatever the lanes do when', () => {
  fc.assert(
    fc.property(
      fc.array(deed, { maxLength: 40, size: 'max' }),
      positions,
      fc.array(move, { maxLength: 120, size: 'max' }),
      (deeds, at, schedule) => {
        const merges = [
          [at[0], mergeOf(anna, berta)],
          [at[1], mergeOf(berta, clara)],
        ] as const;
        const story = mergedStory([...deeds, { person: 2, kind: 'order' }], merges);
        const lanes = play(story, schedule);
        const [winner, ...others] = alive(lanes);
        assert.ok(winner && others.length === 0);
        assert.equal(winner.profile, clara);
        assert.deepEqual(essence(winner), essence(whole(story)));
        assert.equal(lanes.stateOf(anna)?.mergedInto, berta);
        assert.equal(lanes.stateOf(berta)?.mergedInto, clara);
      },
    ),
    { numRuns: 150 },
  );
});

/** The same deeds as one person's from the start. */
function whole(story: readonly ProfileStimulus[]): ProfileState {
  const lanes = new SimulatedPartitions(compiled, () => noon + 1_000_000);
  for (const stimulus of story) {
    if (stimulus.type !== 'merge') lanes.put({ ...stimulus, profile: clara }, `told ${stimulus.id}`);
  }
  lanes.drain();
  return lanes.stateOf(clara) ?? assert.fail();
}

const ordersOf = (states: readonly ProfileState[]) => states.reduce((sum, { orders }) => sum + orders.count, 0);

test('merges that cross or go in a circle lose nothing and come to an end', () => {
  const crossing = fc.constantFrom(
    [
      [anna, berta],
      [berta, anna],
    ] as const,
    [
      [anna, berta],
      [berta, clara],
      [clara, anna],
    ] as const,
  );
  fc.assert(
    fc.property(
      fc.array(deed, { maxLength: 40, size: 'max' }),
      positions,
      crossing,
      fc.array(move, { maxLength: 120, size: 'max' }),
      (deeds, at, circle, schedule) => {
        const merges = circle.map(([loser, winner], index) => [at[index] ?? 0, mergeOf(loser, winner)] as const);
        const story = mergedStory(
          [...deeds, ...[0, 1, 2].map((person) => ({ person, kind: 'order' }) as const)],
          merges,
        );
        const lanes = play(story, schedule);
        const living = alive(lanes);
        assert.ok(living.length > 0);
        assert.equal(ordersOf(living), story.filter((one) => one.id.startsWith('deed') && one.type === 'track').length);
        for (const state of lanes.states()) {
          let current = state;
          for (let hops = 0; current.mergedInto !== undefined; hops++) {
            assert.ok(hops < 3, 'tombstones lead to somebody who lives');
            current = lanes.stateOf(current.mergedInto) ?? assert.fail();
          }
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('each event leaves one fact, and each merge one alias', () => {
  fc.assert(
    fc.property(
      fc.array(deed, { maxLength: 40, size: 'max' }),
      positions,
      fc.array(move, { maxLength: 120, size: 'max' }),
      (deeds, at, schedule) => {
        const merges = [
          [at[0], mergeOf(anna, berta)],
          [at[1], mergeOf(clara, berta)],
        ] as const;
        const story = mergedStory(deeds, merges);
        const { facts } = play(story, schedule);
        const told = facts.flatMap((fact) => (fact.type === 'event' ? [fact.id] : [])).sort();
        const events = story.filter(({ type }) => type === 'track' || type === 'identify').map(({ id }) => id);
        assert.deepEqual(told, events.sort());
        assert.equal(facts.filter((fact) => fact.type === 'alias').length, 2);
      },
    ),
    { numRuns: 100 },
  );
});
