import { setTimeout as sleep } from 'node:timers/promises';
import { readLogHeads } from '../platform/database.ts';
import type { RunningPlatform } from '../platform/start-platform.ts';
import { readHandOvers } from './hand-overs.ts';
import type { LoadJob } from './job.ts';
import { type LoadGenerator, newRun } from './prepare.ts';

/** Shoppers that are about while history comes in. */
export const liveEventsPerSecond = 100;
export const livePeople = 2_000;
const liveSeconds = 20;

/** Live events in spells of some seconds, for as long as the import takes. Resolves to the times to the hand-over, in ms. */
export function shopMeanwhile(
  platform: RunningPlatform,
  shoppers: LoadGenerator,
): { stop(): Promise<readonly number[]> } {
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
