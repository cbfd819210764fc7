import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, figureOf } from '../figure.ts';
import { type ProcessMemory, processTree, readMemory } from '../platform/processes.ts';
import { startPlatform } from '../platform/start-platform.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';
import { formatNumber } from '../table.ts';

const name = 'resting-memory';

/** What the whole platform holds in memory once the demo brand is loaded and only its shoppers are about. */
export const restingMemory: Scenario = { name, run };

async function run(context: ScenarioContext): Promise<readonly Figure[]> {
  const { quick, after, directory, progress } = context;
  const restSeconds = quick ? 5 : 30;
  const samples = quick ? 1 : 7;
  const platform = await startPlatform({ directory, demo: true, byNpm: true });
  after(platform.stop);
  await platform.printed('The demo brand is open');
  progress(`the demo brand is open; resting for ${restSeconds} s`);
  await sleep(restSeconds * 1_000);

  const sums = { resident: [] as number[], proportional: [] as number[] };
  let processes: readonly ProcessMemory[] = [];
  for (let sample = 0; sample < samples; sample++) {
    if (sample > 0) await sleep(5_000);
    processes = await readMemory(await processTree(platform.processId));
    sums.resident.push(sum(processes.map(({ resident }) => resident)));
    sums.proportional.push(sum(processes.map(({ proportional }) => proportional)));
  }
  const list = groupByName(processes)
    .map(({ label, proportional, resident }) => `${label} ${formatNumber(proportional)} (${formatNumber(resident)})`)
    .join(', ');
  const conditions =
    `npm start with the demo brand, ${samples} sample(s) from ${restSeconds} s to ${restSeconds + (samples - 1) * 5} s after ` +
    'it is open, its shoppers at work; all processes from npm down. Shared memory: the proportional sum (PSS) divides a ' +
    "page by the number of processes that have it, so that PostgreSQL's shared buffers and Node's own code count once; " +
    `the resident sum (RSS) counts them in every process. Megabytes by process, proportional (resident): ${list}`;
  const target = { comparison: 'below', value: 800 } as const;
  return [
    figureOf(name, conditions, { metric: 'proportional sum', unit: 'MB', values: sums.proportional, target }),
    figureOf(name, conditions, { metric: 'resident sum', unit: 'MB', values: sums.resident }),
  ];
}

function groupByName(processes: readonly ProcessMemory[]) {
  return [...Map.groupBy(processes, ({ name: own }) => own)]
    .map(([own, members]) => ({
      label: members.length === 1 ? own : `${members.length} × ${own}`,
      proportional: sum(members.map(({ proportional }) => proportional)),
      resident: sum(members.map(({ resident }) => resident)),
    }))
    .toSorted((a, b) => b.proportional - a.proportional);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
