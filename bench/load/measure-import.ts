import { describeShares, processorTimesSince, readProcessorTimes } from '../platform/processes.ts';
import type { RunningPlatform } from '../platform/start-platform.ts';

export interface Imported {
  /** Until they are committed. */
  readonly perSecond: number;
  /** Processor time of each row, with what live events and reports took meanwhile: where the machine is busy it says more. */
  readonly microseconds: number;
  readonly shares: string;
}

/** Of `rows` rows that `work` brings in; it resolves to how many a second were committed. */
export async function measureImport(
  { processId }: RunningPlatform,
  rows: number,
  work: () => Promise<number>,
): Promise<Imported> {
  const before = await readProcessorTimes(processId);
  const perSecond = await work();
  const used = processorTimesSince(before, await readProcessorTimes(processId));
  const seconds = [...used.values()].reduce((sum, part) => sum + part, 0);
  return { perSecond, microseconds: (seconds / rows) * 1e6, shares: describeShares(used, rows / perSecond) };
}

export function inWords({ perSecond, microseconds, shares }: Imported): string {
  return `at ${Math.round(perSecond).toLocaleString('en')} rows/s, ${microseconds.toFixed(0)} µs each: ${shares}`;
}
