import { type Figure, figureOf } from '../figure.ts';
import { offer } from '../load/hand-overs.ts';
import { customersFile, eventsFile, type HistoryFile } from '../load/history-file.ts';
import { importFile, uploadFile } from '../load/import-file.ts';
import { measureBackfill } from '../load/measure-backfill.ts';
import { inWords, measureImport } from '../load/measure-import.ts';
import { createPeople, newRun, startLoadGenerator } from '../load/prepare.ts';
import { liveEventsPerSecond, livePeople, shopMeanwhile } from '../load/shop-meanwhile.ts';
import { publishDefinitions, publishImmediateJourney, publishSettings } from '../platform/publish.ts';
import { startPlatform } from '../platform/start-platform.ts';
import { watchMemory } from '../platform/watch-memory.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';
import { quantile } from '../statistics.ts';

const eventsEach = 10;

/**
 * A shop moves in by two files, as the app takes them: its customers, and their history, whose events have message ids of their own; others are
 * shopping meanwhile. In full size a segment is then published beside the million, which takes as long to bring in again.
 */
export const importingFiles: Scenario = {
  name: 'import-file',
  run: (context) => run(context, { name: 'import-file', withIds: true, withBackfill: context.full }),
};

/** The same with events that bring no ids: they are known by their file and line. */
export const importingFilesByLine: Scenario = {
  name: 'import-file-by-line',
  run: (context) => run(context, { name: 'import-file-by-line', withIds: false, withBackfill: false }),
};

interface Kind {
  readonly name: string;
  readonly withIds: boolean;
  readonly withBackfill: boolean;
}

async function run(context: ScenarioContext, { name, withIds, withBackfill }: Kind): Promise<readonly Figure[]> {
  const { quick, full, after, progress } = context;
  const people = full ? 1_000_000 : quick ? 5_000 : 100_000;
  const platform = await startPlatform(context);
  after(platform.stop);
  await publishSettings(platform.client);
  await publishDefinitions(platform.client, 100, 20);
  await publishImmediateJourney(platform.client, offer);
  const shoppers = startLoadGenerator(context);
  await createPeople(platform, shoppers, livePeople, progress);

  const memory = watchMemory(platform);
  after(memory.stop);
  async function bringIn(file: HistoryFile) {
    const id = await uploadFile(platform, file);
    progress(`${file.rows.toLocaleString('en')} ${file.kind} uploaded`);
    const live = shopMeanwhile(platform, shoppers);
    const imported = await measureImport(platform, file.rows, () => importFile(platform, id, file.rows));
    progress(`${file.rows.toLocaleString('en')} ${file.kind} imported ${inWords(imported)}`);
    return { imported, seconds: file.rows / imported.perSecond, handOvers: await live.stop() };
  }
  const customers = await bringIn(customersFile(newRun(), people));
  const events = await bringIn(eventsFile(newRun(), people, eventsEach, withIds));
  await memory.stop();

  const handOvers = [...customers.handOvers, ...events.handOvers];
  const conditions =
    `two files of CSV, uploaded before: ${people.toLocaleString('en')} customers, then ${eventsEach} past events of each in turn, ${withIds ? 'with' : 'without'} message ids; from the ` +
    `start of each import until the lanes had committed it; 100 segments, 21 journeys; meanwhile ${liveEventsPerSecond} live events a second ` +
    `of ${livePeople.toLocaleString('en')} other people, one in ten of which ends in a message (${handOvers.length} messages); memory: all ` +
    'processes, proportional, every ten seconds';
  const figure = (metric: string, unit: string, values: readonly number[]) => ({ metric, unit, values });
  const cost = 'processor time of the whole platform';
  const atLeast = { comparison: 'at_least', value: 15_000 } as const;
  const backfill = withBackfill
    ? await measureBackfill(
        'segment-backfill',
        platform,
        people,
        `those ${people.toLocaleString('en')} people and ${livePeople.toLocaleString('en')} others, and 100 segments`,
        progress,
      )
    : [];
  const together = (people * (1 + eventsEach)) / (customers.seconds + events.seconds);
  return [
    figureOf(name, conditions, figure('customers', 'rows/s', [customers.imported.perSecond])),
    figureOf(name, conditions, figure('past events', 'rows/s', [events.imported.perSecond])),
    figureOf(name, conditions, { ...figure('customers and events together', 'rows/s', [together]), target: atLeast }),
    figureOf(name, conditions, figure(cost, 'µs/customer', [customers.imported.microseconds])),
    figureOf(name, conditions, figure(cost, 'µs/past event', [events.imported.microseconds])),
    figureOf(name, conditions, {
      ...figure('live event sent to hand-over meanwhile, p99', 'ms', [quantile(handOvers, 0.99)]),
      target: { comparison: 'below', value: 500 },
    }),
    figureOf(name, conditions, figure('largest memory', 'MB', [memory.largest()])),
    ...backfill,
  ];
}
