import type { Instant } from '#contracts/identifiers.ts';
import type { TrackStimulus } from '#contracts/stimulus.ts';
import type { ProfileState } from './state.ts';
import { nextDue, type StepStimulus } from './step.ts';

/** An event that an import told. */
export function isHistory(stimulus: StepStimulus): stimulus is TrackStimulus {
  return stimulus.type === 'track' && stimulus.imported === true;
}

/**
 * Those of one person's stimuli, from the first on, that `stepHistory` may take as one: events of one import, told of somebody with
 * whom nothing is under way or overdue. A run or a message that waits may go on by one of them, and would see her as the others leave her;
 * what has fallen due comes before all of them and is not the import's doing.
 */
export function stretchOfHistory(
  state: ProfileState | undefined,
  stimuli: readonly StepStimulus[],
  now: Instant,
): readonly TrackStimulus[] {
  const stretch: TrackStimulus[] = [];
  if (state !== undefined && !isStill(state, now)) return stretch;
  for (const stimulus of stimuli) {
    if (!isHistory(stimulus) || (stretch[0] !== undefined && stretch[0].import !== stimulus.import)) break;
    stretch.push(stimulus);
  }
  return stretch;
}

function isStill(state: ProfileState, now: Instant): boolean {
  const { erased, removed, mergedInto, departed, runs, pending, sends } = state;
  if (erased !== undefined || removed || mergedInto !== undefined || departed !== undefined) return false;
  if (runs.length > 0 || pending.length > 0 || sends.some(({ status }) => status === 'reserved')) return false;
  return (nextDue(state) ?? Number.POSITIVE_INFINITY) > now;
}
