import { cancelMessages } from '../arbiter/cancel.ts';
import type { Run } from '../state.ts';
import type { Work } from '../work.ts';
import { calledWith } from './called-with.ts';
import { rememberForGoals } from './goals.ts';
import { recordStep } from './record-step.ts';

/** Why a run ended before its last node. */
export type ExitDetail =
  | 'exit_rule'
  | 'goal'
  | 'stopped'
  | 'unpublished'
  | 'moved_out'
  | 'endless'
  | 'merged'
  | 'restricted';

/** Ends a run at once, also inside a wait; its timer goes with it, and so do its messages not yet handed over. */
export function exitRun(work: Work, run: Run, detail: ExitDetail): void {
  work.state = { ...work.state, runs: work.state.runs.filter((other) => other.id !== run.id) };
  recordStep(work, run, 'exited', { detail, payload: calledWith(work, run) });
  if (detail !== 'merged') rememberForGoals(work, run);
  cancelMessages(work, (message) => message.run === run.id);
}
