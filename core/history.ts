import type { TrackStimulus } from '#contracts/stimulus.ts';
import type { ProfileState } from './state.ts';
import type { StepStimulus } from './step.ts';

/**
 * Those of one person's stimuli, from the first on, that `stepHistory` may take as one: events of one import, told of somebody with
 * whom nothing is under way. A run or a message that waits may go on by one of them, and would see her as the others leave her.
 */
export function stretchOfHistory(
  state: ProfileState | undefined,
  stimuli: readonly StepStimulus[],
): readonly TrackStimulus[] {
  const stretch: TrackStimulus[] = [];
  if (state !== undefined && !isStill(state)) return stretch;
  for (const stimulus of stimuli) {
    if (stimulus.type !== 'track' || stimulus.imported !== true) break;
    if (stretch[0] !== undefined && stretch[0].import !== stimulus.import) break;
    stretch.push(stimulus);
  }
  return stretch;
}

function isStill({ erased, mergedInto, departed, runs, pending, sends }: ProfileState): boolean {
  if (erased !== undefined || mergedInto !== undefined || departed !== undefined) return false;
  return runs.length === 0 && pending.length === 0 && sends.every(({ status }) => status !== 'reserved');
}
