import type { Instant } from '#contracts/identifiers.ts';
import type { JourneyGoal } from '#contracts/journey/goal.ts';
import { minutes } from '../duration.ts';
import type { EndedRun, Run } from '../state.ts';
import type { Work } from '../work.ts';
import type { CompiledJourney } from './compile.ts';
import { exitRun } from './exit-run.ts';
import { reachGoal } from './goals.ts';

/** Where runs are told apart by a property, `key` is the run that reached the goal; undefined: all of them. */
interface Reached {
  readonly at: Instant;
  readonly key: string | undefined;
}

/** A goal of a journey is reached: by the runs that go on, which may end by it, and by those that ended not long ago. */
export function convert(work: Work, { definition }: CompiledJourney, goal: JourneyGoal, reached: Reached): void {
  const concerns = (run: Run | EndedRun): boolean =>
    run.journey === definition.id &&
    run.version === definition.version &&
    (reached.key === undefined || run.key === reached.key) &&
    reached.at >= (work.imported ? run.enteredAt : 0);
  for (const run of work.state.runs) {
    if (!concerns(run)) continue;
    const goals = reachGoal(work, run, goal.id);
    const after = goals === run.goals ? run : { ...run, goals };
    if (after !== run) {
      work.state = { ...work.state, runs: work.state.runs.map((other) => (other === run ? after : other)) };
    }
    if (goal.ends) exitRun(work, after, 'goal');
  }
  const ended = (work.state.ended ?? []).map((run) => {
    const inTime = reached.at <= run.enteredAt + minutes(goal.withinMinutes ?? 0);
    return concerns(run) && inTime ? { ...run, goals: reachGoal(work, run, goal.id) } : run;
  });
  if (ended.length > 0) work.state = { ...work.state, ended: ended.filter(({ until }) => until > work.now) };
}
