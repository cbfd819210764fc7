import { cancelMessages } from '../arbiter/cancel.ts';
import type { Run } from '../state.ts';
import type { Work } from '../work.ts';
import { recordStep } from './record-step.ts';

/** Why a run ended before its last node. */
export type ExitDetail = 'exit_rule' | 'unpublished' | 'merged' | 'restricted';

/** Ends a run at once, also inside a wait; its timer goes with it, and so do its messages not yet handed over. */
export function exitRun(work: Work, run: Run, detail: ExitDetail): void {
  work.state = { ...work.state, runs: work.state.runs.filter((other) => other.id !== run.id) };
  recordStep(work, run, 'exited', { detail });
  cancelMessages(work, (message) => message.run === run.id);
}
