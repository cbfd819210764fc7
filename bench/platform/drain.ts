import { setTimeout as sleep } from 'node:timers/promises';
import { system } from '#contracts/api/system.ts';
import type { RunningPlatform } from './start-platform.ts';

const standing = system.pick({ lanes: true, factsBehindMilliseconds: true, outbox: true });

export function readStanding({ client }: RunningPlatform) {
  return client.get('/system', standing);
}

/** Waits until the lanes have committed all that is in the log. Resolves to the moment, of the clock of `performance`. */
export async function drainLanes(platform: RunningPlatform): Promise<number> {
  await until(platform, ({ lanes }) => lanes.every(({ lag }) => lag === 0));
  return performance.now();
}

/** Waits until nothing moves any more: log, outbox, receipts and facts. */
export async function settle(platform: RunningPlatform): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    const { lanes, outbox, factsBehindMilliseconds } = await readStanding(platform);
    const done = lanes.every(({ lag }) => lag === 0) && outbox.pending + outbox.claimed === 0;
    quiet = done && factsBehindMilliseconds === 0 ? quiet + 1 : 0;
    await sleep(200);
  }
}

async function until(
  platform: RunningPlatform,
  reached: (now: Awaited<ReturnType<typeof readStanding>>) => boolean,
): Promise<void> {
  while (!reached(await readStanding(platform))) await sleep(50);
}
