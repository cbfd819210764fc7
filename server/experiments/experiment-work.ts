import { newestRelease } from '../definitions/parts.ts';
import { decideExperiments, dueAllocations, type ExperimentParts } from './decide.ts';

/** Experiments are looked at when their time has come; of most releases there is nothing to look at. */
export function experimentWork(parts: ExperimentParts) {
  return {
    isDue: async (now: number) => dueAllocations(await newestRelease(parts), now).length > 0,
    run: () => decideExperiments(parts, Date.now()),
  };
}
