import { setFlagsFromString } from 'node:v8';
import type { ResourceLimits } from 'node:worker_threads';

/**
 * A micro-batch's documents live for its length, and a mail until it is sent: with a short young generation they would all
 * be moved to the old one first. It grows only under load.
 */
const young: ResourceLimits = { maxYoungGenerationSizeMb: 96 };

/**
 * What a thread may take. `npm start` keeps the young generation of the main thread short by a flag, and V8 puts its flags
 * above the limits of every thread that starts later: so the flag, which has done its work by then, is taken back.
 */
export function threadLimits(oldGenerationMegabytes?: number): ResourceLimits {
  setFlagsFromString('--max-semi-space-size=0');
  return oldGenerationMegabytes === undefined ? young : { ...young, maxOldGenerationSizeMb: oldGenerationMegabytes };
}
