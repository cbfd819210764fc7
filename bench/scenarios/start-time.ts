import { join } from 'node:path';
import { type Figure, figureOf } from '../figure.ts';
import { startPlatform } from '../platform/start-platform.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';

const name = 'start-time';

/** From `npm start` on an installed checkout to the first success of /health/ready. */
export const startTime: Scenario = { name, run };

async function run({ quick, after, directory, progress }: ScenarioContext): Promise<readonly Figure[]> {
  const rounds = quick ? 1 : 3;
  const seconds = { cold: [] as number[], demo: [] as number[], warm: [] as number[] };
  // Builds what is not built yet, and brings the program's files into the page cache.
  const before = await startPlatform({ directory: join(directory, 'before'), byNpm: true });
  after(before.stop);
  await before.stop();
  for (let round = 0; round < rounds; round++) {
    const place = { directory: join(directory, String(round)), demo: true, byNpm: true };
    const startedAt = performance.now();
    const first = await startPlatform(place);
    after(first.stop);
    seconds.cold.push(first.readyMilliseconds / 1_000);
    await first.printed('The demo brand is open');
    seconds.demo.push((performance.now() - startedAt) / 1_000);
    await first.stop();

    const second = await startPlatform(place);
    after(second.stop);
    seconds.warm.push(second.readyMilliseconds / 1_000);
    await second.stop();
    progress(
      `round ${round + 1}: cold ${seconds.cold.at(-1)?.toFixed(1)} s, warm ${seconds.warm.at(-1)?.toFixed(1)} s`,
    );
  }
  const conditions =
    `npm start on a checkout that is installed and built, ${rounds} round(s); cold: an empty data directory, with the demo ` +
    'brand; warm: the same directory again; the files of the program are in the page cache in both';
  return [
    figureOf(name, conditions, { metric: 'cold, to ready', unit: 's', values: seconds.cold }),
    figureOf(name, conditions, { metric: 'cold, to demo brand open', unit: 's', values: seconds.demo }),
    figureOf(name, conditions, { metric: 'warm, to ready', unit: 's', values: seconds.warm }),
  ];
}
