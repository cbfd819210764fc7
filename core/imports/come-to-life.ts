import type { StepStimulus } from '../step.ts';
import type { Work } from '../work.ts';

const quiet: readonly StepStimulus['type'][] = ['timer', 'seed', 'picture', 'withdraw', 'recount'];

/** Somebody who went with an import that was taken back is somebody new when anything is heard of her. */
export function comesToLife(work: Work, { type }: StepStimulus): boolean {
  if (!work.state.removed || quiet.includes(type)) return false;
  const { removed: _, ...state } = work.state;
  work.state = state;
  return true;
}
