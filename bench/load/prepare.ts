import { randomBytes } from 'node:crypto';
import { type ChildProcess, startChild } from '../child-process.ts';
import { settle } from '../platform/drain.ts';
import type { RunningPlatform } from '../platform/start-platform.ts';
import type { ScenarioContext } from '../scenario.ts';
import type { LoadJob, LoadResult } from './job.ts';

export type LoadGenerator = ChildProcess<LoadJob, LoadResult>;

export function startLoadGenerator({ after }: ScenarioContext): LoadGenerator {
  const generator: LoadGenerator = startChild('load-generator.ts');
  after(generator.stop);
  return generator;
}

/** Part of message ids, so that no load repeats the events of another. */
export function newRun(): string {
  return randomBytes(5).toString('hex');
}

/** Identifies people 0 to `count` - 1 and waits until all is at rest. */
export async function createPeople(
  platform: RunningPlatform,
  generator: LoadGenerator,
  count: number,
  progress: (sentence: string) => void,
): Promise<void> {
  const { seconds } = await generator.ask({
    url: platform.url,
    path: '/v1/batch',
    authorization: platform.trackingAuthorization,
    traffic: { type: 'people', run: newRun() },
    from: 0,
    eventsPerRequest: 100,
    connections: 8,
    pace: { type: 'amount', events: count },
  });
  progress(`${count.toLocaleString('en')} people identified in ${seconds.toFixed(1)} s`);
  await settle(platform);
}

/** Share of one core, in percent. */
export function generatorShare({ processorSeconds, seconds }: LoadResult): number {
  return Math.round((processorSeconds / seconds) * 100);
}
