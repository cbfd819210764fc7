import { setTimeout as sleep } from 'node:timers/promises';
import { profileList } from '#contracts/api/profile.ts';
import { type Figure, figureOf } from '../figure.ts';
import { offer, readHandOvers } from '../load/hand-overs.ts';
import type { LoadJob } from '../load/job.ts';
import { createPeople, type LoadGenerator, newRun, startLoadGenerator } from '../load/prepare.ts';
import type { Traffic } from '../load/traffic.ts';
import { readLogHeads } from '../platform/database.ts';
import { drainLanes, settle } from '../platform/drain.ts';
import {
  describeShares,
  processorTimesSince,
  processTree,
  readMemory,
  readProcessorTimes,
} from '../platform/processes.ts';
import { publishDefinitions, publishImmediateJourney, publishSettings } from '../platform/publish.ts';
import { type RunningPlatform, startPlatform } from '../platform/start-platform.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';
import { quantile } from '../statistics.ts';

const name = 'import';
const eventsEach = 10;
/** Shoppers that are about while the import runs. */
const liveEventsPerSecond = 100;
const livePeople = 2_000;
const liveSeconds = 20;

/** A shop moves in with all its customers and their history, while others are shopping; then people are searched for. */
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
  const customers = await measureImport(platform, generator, { type: 'people', run: newRun() }, people);
  progress(`${people.toLocaleString('en')} customers imported ${inWords(customers)}`);
  const history: Traffic = { type: 'history', run: newRun(), people, now: Date.now() };
  const events = await measureImport(platform, generator, history, people * eventsEach);
  progress(`their events imported ${inWords(events)}`);
  const handOvers = await live.stop();
  await memory.stop();
  await settle(platform);
  const searches = await search(platform, people);

  const conditions =
    `${people.toLocaleString('en')} customers, then ${eventsEach} past events of each, 400 rows a request over 4 connections, ` +
    `until the lanes had committed them; 100 segments, 21 journeys; meanwhile ${liveEventsPerSecond} live events a second of ` +
    `${livePeople.toLocaleString('en')} other people, one in ten of which ends in a message (${handOvers.length} messages); memory: ` +
    'all processes, proportional, every second; searches: through the API, a page of 50, words of 13 kinds, each 5 times';
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

interface Imported {
  /** Until they are committed. */
  readonly perSecond: number;
  /** Processor time of each row, with what live events and reports took meanwhile: where the machine is busy it says more. */
  readonly microseconds: number;
  readonly shares: string;
}

async function measureImport(
  platform: RunningPlatform,
  generator: LoadGenerator,
  traffic: Traffic,
  rows: number,
): Promise<Imported> {
  const before = await readProcessorTimes(platform.processId);
  const perSecond = await importRows(platform, generator, traffic, rows);
  const used = processorTimesSince(before, await readProcessorTimes(platform.processId));
  const seconds = [...used.values()].reduce((sum, part) => sum + part, 0);
  return { perSecond, microseconds: (seconds / rows) * 1e6, shares: describeShares(used, rows / perSecond) };
}

function inWords({ perSecond, microseconds, shares }: Imported): string {
  return `at ${Math.round(perSecond).toLocaleString('en')} rows/s, ${microseconds.toFixed(0)} µs each: ${shares}`;
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

/** Live events in spells of some seconds, for as long as the import takes. Resolves to the times to the hand-over, in ms. */
function shopMeanwhile(platform: RunningPlatform, shoppers: LoadGenerator): { stop(): Promise<readonly number[]> } {
  let stopping = false;
  const samples: number[] = [];
  async function shop(): Promise<void> {
    for (let from = 0; !stopping; from += liveEventsPerSecond * liveSeconds) {
      const heads = await readLogHeads(platform);
      const job: LoadJob = {
        url: platform.url,
        path: '/v1/track',
        authorization: platform.trackingAuthorization,
        traffic: { type: 'triggers', run: newRun(), people: livePeople, every: 10 },
        from,
        eventsPerRequest: 1,
        connections: 32,
        pace: { type: 'open', eventsPerSecond: liveEventsPerSecond, seconds: liveSeconds },
      };
      await shoppers.ask(job);
      await sleep(2_000);
      const handOvers = await readHandOvers(platform, heads);
      samples.push(...handOvers.map(({ dueAt, handedOverAt }) => handedOverAt - dueAt));
    }
  }
  const shopping = shop();
  return {
    async stop() {
      stopping = true;
      await shopping;
      return samples;
    },
  };
}

function watchMemory(platform: RunningPlatform): { largest(): number; stop(): Promise<void> } {
  let stopping = false;
  let largest = 0;
  async function watch(): Promise<void> {
    while (!stopping) {
      const processes = await readMemory(await processTree(platform.processId));
      largest = Math.max(
        largest,
        processes.reduce((sum, { proportional }) => sum + proportional, 0),
      );
      await sleep(1_000);
    }
  }
  const watching = watch();
  return {
    largest: () => largest,
    async stop() {
      stopping = true;
      await watching;
    },
  };
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
