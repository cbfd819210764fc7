import { setTimeout as sleep } from 'node:timers/promises';
import { processTree, readMemory } from './processes.ts';
import type { RunningPlatform } from './start-platform.ts';

/** Looks every ten seconds, because each look costs a third of a second of processor time, at the proportional memory of all processes; `largest` is in MB. */
export function watchMemory(platform: RunningPlatform): { largest(): number; stop(): Promise<void> } {
  let stopping = false;
  let largest = 0;
  async function watch(): Promise<void> {
    while (!stopping) {
      const processes = await readMemory(await processTree(platform.processId));
      largest = Math.max(
        largest,
        processes.reduce((sum, { proportional }) => sum + proportional, 0),
      );
      await sleep(10_000);
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
