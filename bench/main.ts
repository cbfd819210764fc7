import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, toJsonLine } from './figure.ts';
import { describeMachine, machineSentence } from './machine.ts';
import { type Options, readOptions } from './options.ts';
import type { Scenario } from './scenario.ts';
import { broadcast } from './scenarios/broadcast.ts';
import { endToEnd } from './scenarios/end-to-end.ts';
import { importing } from './scenarios/importing.ts';
import { importingFiles, importingFilesByLine } from './scenarios/importing-files.ts';
import { ingestBatch } from './scenarios/ingest-batch.ts';
import { ingestSingle } from './scenarios/ingest-single.ts';
import { latency } from './scenarios/latency.ts';
import { restingMemory } from './scenarios/resting-memory.ts';
import { search } from './scenarios/search.ts';
import { segmentBackfill } from './scenarios/segment-backfill.ts';
import { segmentCost } from './scenarios/segment-cost.ts';
import { segmentPreview } from './scenarios/segment-preview.ts';
import { startTime } from './scenarios/start-time.ts';
import { timers } from './scenarios/timers.ts';
import { formatTable } from './table.ts';

// `npm run bench [-- --only NAME] [--quick | --full] [--json FILE] [--profile DIRECTORY]`
const scenarios: readonly Scenario[] = [
  ingestBatch,
  ingestSingle,
  endToEnd,
  latency,
  broadcast,
  importing,
  importingFiles,
  importingFilesByLine,
  search,
  segmentCost,
  segmentPreview,
  segmentBackfill,
  timers,
  restingMemory,
  startTime,
];

const stops: (() => Promise<void>)[] = [];
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stopAll().finally(() => process.exit(130)));
}
await main(readOptions(process.argv.slice(2)));

async function main(options: Options): Promise<void> {
  const chosen = choose(options.only);
  if (chosen === undefined) {
    console.error(`There are these scenarios: ${scenarios.map(({ name }) => name).join(', ')}`);
    process.exitCode = 1;
    return;
  }
  const machine = describeMachine();
  console.log(machineSentence(machine));
  if (machine.loadAverage > machine.cores / 2)
    console.log('The machine is busy: these figures tell of its other work.');
  const figures: Figure[] = [];
  for (const scenario of chosen) {
    try {
      const measured = await runScenario(scenario, options);
      figures.push(...measured);
      const lines = measured.map((figure) => `${toJsonLine(figure, machine)}\n`).join('');
      if (options.json !== undefined) await appendFile(options.json, lines);
    } catch (error) {
      console.error(`${scenario.name} failed:`, error);
      process.exitCode = 1;
    }
  }
  console.log(`\n${formatTable(figures)}\n`);
  for (const conditions of new Set(figures.map((figure) => `${figure.scenario}: ${figure.conditions}`))) {
    console.log(conditions);
  }
}

function choose(names: readonly string[]): readonly Scenario[] | undefined {
  const known = new Set(scenarios.map(({ name }) => name));
  if (names.some((name) => !known.has(name))) return undefined;
  return names.length === 0 ? scenarios : scenarios.filter(({ name }) => names.includes(name));
}

async function runScenario(scenario: Scenario, { quick, full, profile }: Options): Promise<readonly Figure[]> {
  const startedAt = performance.now();
  const progress = (sentence: string) => {
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0).padStart(4);
    console.log(`${seconds} s  ${scenario.name}: ${sentence}`);
  };
  const { loadAverage, cores } = describeMachine();
  const busy = loadAverage > cores / 2 ? ': the machine is busy, and the figures tell of its other work' : '';
  progress(`load average ${loadAverage.toFixed(2)}${busy}`);
  const directory = await mkdtemp(join(tmpdir(), 'throughline-bench-'));
  stops.push(() => rm(directory, { recursive: true, force: true }));
  try {
    return await scenario.run({ quick, full, profile, directory, progress, after: (stop) => stops.push(stop) });
  } finally {
    await stopAll();
  }
}

async function stopAll(): Promise<void> {
  for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) {
    await stop().catch((error: unknown) => console.error('Something could not be stopped:', error));
  }
}
