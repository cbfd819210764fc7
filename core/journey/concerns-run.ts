import type { Run } from '../state.ts';
import type { Happening, Work } from '../work.ts';
import { journeyVersion } from './compile.ts';
import { keyIn } from './run-key.ts';

/** An event that carries the key of runs, such as an order's id, concerns the run of that key alone. */
export function concernsRun({ release }: Pick<Work, 'release'>, run: Run, happening: Happening): boolean {
  const runs = journeyVersion(release.journeys, run)?.definition.runs;
  if (runs?.by !== 'property') return true;
  const key = keyIn(happening.properties, runs.property);
  return key === undefined || key === run.key;
}
