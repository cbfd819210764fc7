import type { PropertyTest } from '#contracts/condition.ts';
import type { Release } from '#contracts/release.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { defaultSettings } from '#contracts/settings.ts';
import type { TrackStimulus } from '#contracts/stimulus.ts';
import { days } from '#core/duration.ts';
import { hashFraction } from '#core/hash.ts';
import { type CompiledRelease, compileRelease } from '#core/release.ts';
import { stableUuid } from '#core/stable-id.ts';
import type { ProfileState } from '#core/state.ts';
import { step } from '#core/step.ts';
import { type Figure, figureOf } from '../figure.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';

const name = 'segment-cost';
const sizes = [100, 1_000] as const;
/** Of so many segments each event moves the counters. */
const touchedEach = 10;
const start = Date.parse('2026-06-10T11:00:00Z');

/** What an event costs the step beside many segments, of which it touches ten: one thread, no database. */
export const segmentCost: Scenario = { name, run };

async function run({ quick, progress }: ScenarioContext): Promise<readonly Figure[]> {
  const rounds = quick ? 2 : 7;
  const people = quick ? 50 : 300;
  const eventsEach = quick ? 20 : 50;
  const costs = new Map<number, number[]>(sizes.map((size) => [size, []]));
  const releases = sizes.map((size) => [size, compileRelease(releaseOf(size))] as const);
  // The first round lets the compiler see both; turns even out what else the machine does.
  for (let round = -1; round < rounds; round++) {
    for (const [size, release] of releases) {
      const cost = measure(release, people, eventsEach);
      if (round >= 0) costs.get(size)?.push(cost);
      progress(`${size} segments: ${cost.toFixed(1)} µs an event`);
    }
  }
  const conditions =
    `step() alone, processor time of one thread: ${people} people with ${eventsEach} past views of products, then as many views again, each of which ` +
    `moves the counters of ${touchedEach} segments; 100 and 1,000 segments about the same event, told apart by product and price, ` +
    'with windows of every kind, sums, first times and sequences; turn by turn, ' +
    `${rounds} rounds`;
  const [few = [], many = []] = sizes.map((size) => costs.get(size) ?? []);
  return [
    ...sizes.map((size) =>
      figureOf(name, conditions, {
        metric: `an event that touches ${touchedEach} of ${size.toLocaleString('en')} segments`,
        unit: 'µs',
        values: costs.get(size) ?? [],
      }),
    ),
    figureOf(name, conditions, {
      metric: 'a thousand segments, compared with a hundred',
      unit: 'times',
      values: many.map((cost, round) => cost / (few[round] ?? Number.NaN)),
      target: { comparison: 'below', value: 1.5 },
    }),
  ];
}

/** Every product belongs to ten segments, whatever the number of segments: so many fewer products there are. */
function releaseOf(size: number): Release {
  return {
    workspace: 1,
    number: 1,
    settings: { ...defaultSettings, timeZone: 'Europe/London' },
    journeys: [],
    messages: [],
    segments: Array.from({ length: size }, (_, index) => ({
      id: `s${index}`,
      name: `Segment ${index}`,
      description: '',
      condition: conditionOf(Math.floor(index / touchedEach), index % touchedEach),
      sinceRelease: 1,
    })),
  };
}

function conditionOf(product: number, turn: number): SegmentCondition {
  const sku: PropertyTest = { name: 'sku', operator: 'equals', value: `sku-${product}` };
  const price: PropertyTest = { name: 'price', operator: 'between', value: [product, product + 0.99] };
  const match = (...where: PropertyTest[]) => ({ event: 'Product Viewed', where });
  const often = { comparison: 'at_least', times: 1 + (turn % 4) } as const;
  switch (turn) {
    case 0:
    case 1:
      return { type: 'event', match: match(sku), frequency: { ...often, withinDays: 7 + turn } };
    case 2:
    case 3:
      return { type: 'event', match: match(price), frequency: { ...often, withinDays: 30 } };
    case 4:
      return {
        type: 'event',
        match: match(sku),
        frequency: { ...often, window: { type: 'calendar', unit: 'month', last: 1 } },
      };
    case 5:
      return {
        ...{ type: 'aggregate', match: match(sku), property: 'price', aggregation: 'sum' },
        ...{ comparison: 'at_least', number: 100, window: { type: 'sliding', days: 30 } },
      };
    case 6:
      return {
        type: 'occurrence',
        which: 'first',
        match: match(sku),
        is: 'within',
        window: { type: 'sliding', days: 7 },
      };
    case 7:
      return { type: 'not', condition: { type: 'event', match: match(price), frequency: often } };
    case 8:
      return { type: 'sequence', steps: [match(sku), match(price)], withinMinutes: 60 };
    default:
      return {
        type: 'all',
        conditions: [
          { type: 'event', match: match(sku, price), frequency: often },
          { type: 'trait', test: { name: 'tier', operator: 'equals', value: 'gold' } },
        ],
      };
  }
}

/** Microseconds of processor time per event. */
function measure(release: CompiledRelease, people: number, eventsEach: number): number {
  const products = release.segments.segments.size / touchedEach;
  const stimuli = (of: string, at: number): readonly TrackStimulus[][] =>
    Array.from({ length: people }, (_, person) =>
      Array.from({ length: eventsEach }, (_, index) => view(person, `${of} ${index}`, at + index * 60_000, products)),
    );
  const context = { now: start, release, random: () => 0.5 };
  const states = stimuli('past', start - days(20)).map((own) => own.reduce(move, undefined));
  const next = stimuli('now', start - days(1));
  // Processor time, because others share the machine.
  const before = process.threadCpuUsage();
  for (const [person, own] of next.entries()) own.reduce(move, states[person]);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / (people * eventsEach);

  function move(state: ProfileState | undefined, stimulus: TrackStimulus): ProfileState | undefined {
    return step(state, stimulus, context).state;
  }
}

function view(person: number, of: string, at: number, products: number): TrackStimulus {
  // A few products only, whatever there are: her document holds as many counters beside a thousand segments as beside a hundred.
  const product = Math.floor(hashFraction(`${person}`, of) * Math.min(products, 10));
  return {
    type: 'track',
    workspace: 1,
    profile: stableUuid(`${person}`),
    id: `${person} ${of}`,
    at,
    receivedAt: at,
    identities: [{ kind: 'anonymousId', value: `${person}` }],
    context: {},
    name: 'Product Viewed',
    properties: {
      sku: `sku-${product}`,
      price: product + 0.5,
      category: 'toys',
      url: 'https://shop.example.com/',
      position: 3,
    },
  };
}
