import { minutes } from '../duration.ts';
import type { EndedRun, Run } from '../state.ts';
import type { Work } from '../work.ts';
import { journeyVersion } from './compile.ts';
import { recordStep } from './record-step.ts';

/** Runs that are over and may still reach a goal. */
const mostEnded = 50;

/** Records that a run reached a goal, once. Returns the goals that it has reached by now; the same list for a repeat. */
export function reachGoal(work: Work, run: Run | EndedRun, goal: string): readonly string[] {
  const reached = run.goals ?? none;
  if (reached.includes(goal)) return reached;
  recordStep(work, run, 'converted', { branch: goal });
  return [...reached, goal];
}

const none: readonly string[] = [];

/** Remembers a run that ends while one of its goals may still be reached. */
export function rememberForGoals(work: Work, run: Run): void {
  const goals = journeyVersion(work.release.journeys, run)?.definition.goals ?? [];
  const until = run.enteredAt + minutes(Math.max(0, ...goals.map(({ withinMinutes = 0 }) => withinMinutes)));
  if (until <= work.now) return;
  const { id, journey, version, node, enteredAt, key, goals: reached } = run;
  const ended: EndedRun = {
    ...{ id, journey, version, node, enteredAt, until },
    ...(key !== undefined && { key }),
    ...(reached && { goals: reached }),
  };
  const open = (work.state.ended ?? []).filter((other) => other.until > work.now);
  work.state = { ...work.state, ended: [...open, ended].slice(-mostEnded) };
}
