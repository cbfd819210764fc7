import { profileList } from '#contracts/api/profile.ts';
import { type Figure, figureOf } from '../figure.ts';
import { offer } from '../load/hand-overs.ts';
import { inWords, measureImport } from '../load/measure-import.ts';
import { createPeople, type LoadGenerator, newRun, startLoadGenerator } from '../load/prepare.ts';
import { liveEventsPerSecond, livePeople, shopMeanwhile } from '../load/shop-meanwhile.ts';
import type { Traffic } from '../load/traffic.ts';
import { drainLanes, settle } from '../platform/drain.ts';
import { publishDefinitions, publishImmediateJourney, publishSettings } from '../platform/publish.ts';
import { type RunningPlatform, startPlatform } from '../platform/start-platform.ts';
import { watchMemory } from '../platform/watch-memory.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';
import { quantile } from '../statistics.ts';

const name = 'import';
const eventsEach = 10;

/** A shop sends all its customers and their history by the API, while others are shopping; then people are searched for. */
export const importing: Scenario = { name, run };

async function run(context: ScenarioContext): Promise<readonly Figure[]> {
  const { quick, full, after, progress } = context;
  const people = full ? 1_000_000 : quick ? 5_000 : 100_000;
  const generator = startLoadGenerator(context);
  const shoppers = startLoadGenerator(context);
  const platform = await startPlatform(context);
  after(platform.stop);
  await publishSettings(platform.client);
  await publishDefinitions(platform.client, 100, 20);
  await publishImmediateJourney(platform.client, offer);
  await createPeople(platform, generator, livePeople, progress);

  const memory = watchMemory(platform);
  after(memory.stop);
  const live = shopMeanwhile(platform, shoppers);
  const bringIn = (traffic: Traffic, rows: number) =>
    measureImport(platform, rows, () => importRows(platform, generator, traffic, rows));
  const customers = await bringIn({ type: 'people', run: newRun() }, people);
  progress(`${people.toLocaleString('en')} customers imported ${inWords(customers)}`);
  const history: Traffic = { type: 'history', run: newRun(), people, now: Date.now() };
  const events = await bringIn(history, people * eventsEach);
  progress(`their events imported ${inWords(events)}`);
  const handOvers = await live.stop();
  await memory.stop();
  await settle(platform);
  const searches = await search(platform, people);

  const conditions =
    `${people.toLocaleString('en')} customers, then ${eventsEach} past events of each, 400 rows a request over 4 connections, ` +
    `until the lanes had committed them; 100 segments, 21 journeys; meanwhile ${liveEventsPerSecond} live events a second of ` +
    `${livePeople.toLocaleString('en')} other people, one in ten of which ends in a message (${handOvers.length} messages); memory: ` +
    'all processes, proportional, every ten seconds; searches: through the API, a page of 50, words of 13 kinds, each 5 times';
  const figure = (metric: string, unit: string, values: readonly number[]) => ({ metric, unit, values });
  const cost = 'processor time of the whole platform';
  const atLeast = { comparison: 'at_least', value: 15_000 } as const;
  return [
    figureOf(name, conditions, { ...figure('customers', 'rows/s', [customers.perSecond]), target: atLeast }),
    figureOf(name, conditions, { ...figure('past events', 'rows/s', [events.perSecond]), target: atLeast }),
    figureOf(name, conditions, figure(cost, 'µs/customer', [customers.microseconds])),
    figureOf(name, conditions, figure(cost, 'µs/past event', [events.microseconds])),
    figureOf(name, conditions, {
      ...figure('live event sent to hand-over meanwhile, p99', 'ms', [quantile(handOvers, 0.99)]),
      target: { comparison: 'below', value: 500 },
    }),
    figureOf(name, conditions, figure('largest memory', 'MB', [memory.largest()])),
    figureOf(name, conditions, {
      ...figure('search, slowest kind of words', 'ms', [Math.max(...searches)]),
      target: { comparison: 'below', value: 300 },
    }),
    figureOf(name, conditions, figure('search, kinds of words', 'ms', searches)),
  ];
}

/** Rows per second, until they are committed. */
export async function importRows(
  { url, credentials, ...platform }: RunningPlatform,
  generator: LoadGenerator,
  traffic: Traffic,
  rows: number,
): Promise<number> {
  const startedAt = performance.now();
  await generator.ask({
    url,
    path: '/v1/import',
    authorization: `Bearer ${credentials.apiKey}`,
    traffic,
    from: 0,
    eventsPerRequest: 400,
    connections: 4,
    pace: { type: 'amount', events: rows },
  });
  const drainedAt = await drainLanes({ url, credentials, ...platform });
  return (rows / (drainedAt - startedAt)) * 1_000;
}

/** Median time of each kind of words, in milliseconds: whole and partial names, addresses and ids; nobody; everybody. */
async function search({ client }: RunningPlatform, people: number): Promise<readonly number[]> {
  const last = people - 1;
  const words = [
    '',
    'anna',
    `example ${last}`,
    `anna ${last}`,
    `person${last}@shop.example`,
    `person${Math.floor(last / 2)}@`,
    `user-${last}`,
    `user-${Math.floor(last / 10)}`,
    '@shop.example',
    'nobody-has-this',
    '99',
    'ann',
    'a',
  ];
  const times: number[] = [];
  for (const word of words) {
    const own: number[] = [];
    for (let round = 0; round < 5; round++) {
      const startedAt = performance.now();
      await client.get(`/profiles?limit=50&search=${encodeURIComponent(word)}`, profileList);
      own.push(performance.now() - startedAt);
    }
    times.push(quantile(own, 0.5));
  }
  return times;
}
