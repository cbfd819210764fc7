import type { Instant } from '#contracts/identifiers.ts';
import type { JourneyNode } from '#contracts/journey.ts';
import { cancelMessages } from '../arbiter/cancel.ts';
import type { ProfileState, Run } from '../state.ts';
import type { Work } from '../work.ts';
import { type CompiledJourney, journeyVersion } from './compile.ts';
import { exitRun } from './exit-run.ts';
import { rememberForGoals } from './goals.ts';
import { moveRun } from './move-run.ts';
import type { Cause } from './node-step.ts';
import { stepNode } from './nodes.ts';
import { recordStep } from './record-step.ts';
import { withVariables } from './variables.ts';

/**
 * Walks a run from its node until a node waits or the run ends. Waits count from when she arrived, when the step is done,
 * not from when it was due: after an outage the pauses between two messages stay as long as the marketer drew them.
 */
export function advanceRun(work: Work, run: Run, cause: Cause): void {
  const journey = journeyVersion(work.release.journeys, run);
  const node = journey?.nodes.get(run.node);
  if (!journey || !node) {
    exitRun(work, run, 'unpublished');
    return;
  }
  walk(work, journey, run, node, cause);
}

/** Moves on every run whose wait is over, the longest overdue first, and ends those whose version was taken away. */
export function advanceDueRuns(work: Work): void {
  moveAndEnd(work);
  const due = work.state.runs.filter((run) => run.dueAt !== undefined && run.dueAt <= work.now);
  for (const run of due.sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))) {
    advanceRun(work, run, { type: 'due' });
  }
}

/** Asks the nodes that wait for something known of her, such as a condition or the date of a trait. */
export function advanceWatchingRuns(work: Work): void {
  for (const run of work.state.runs) {
    if (journeyVersion(work.release.journeys, run)?.watching.has(run.node)) {
      advanceRun(work, run, { type: 'changed' });
    }
  }
}

export function nextRunDue(state: ProfileState): Instant | undefined {
  let next: Instant | undefined;
  for (const { dueAt } of state.runs) {
    if (dueAt !== undefined && (next === undefined || dueAt < next)) {
      next = dueAt;
    }
  }
  return next;
}

/** Waits that are over at once and loops of up to a hundred rounds stay far below it. */
const mostSteps = 5_000;

function walk(work: Work, journey: CompiledJourney, start: Run, startNode: JourneyNode, startCause: Cause): void {
  let run = start;
  let node: JourneyNode = startNode;
  let cause = startCause;
  // A graph without loops cannot take more steps than it has nodes; the bound holds for a graph that went past the checks.
  for (let steps = journey.hasLoop ? mostSteps : journey.nodes.size; steps > 0; steps -= 1) {
    const step = stepNode(node.kind, { work, run, node, cause });
    if (step.type === 'end') {
      complete(work, run);
      return;
    }
    if (step.type === 'refuse') {
      removeRun(work, run);
      recordStep(work, run, 'refused', { detail: step.detail, payload: step.payload });
      return;
    }
    if (step.keep) run = { ...run, ...step.keep };
    if (step.type === 'wait') {
      if (run !== start || step.dueAt !== run.dueAt) {
        replaceRun(work, withDueAt(run, step.dueAt));
      }
      return;
    }
    if (step.variables) {
      run = { ...run, variables: withVariables(journey.definition, run.variables ?? {}, step.variables) };
    }
    recordStep(work, run, 'passed', { branch: step.branch, detail: step.detail ?? '', payload: step.payload });
    const next = successor(journey, node, step.branch);
    if (!next) {
      complete(work, run);
      return;
    }
    run = arriveAt(run, next.id, work.now);
    node = next;
    cause = { type: 'arrived' };
    recordStep(work, run, 'arrived');
  }
  exitRun(work, run, journey.hasLoop ? 'endless' : 'unpublished');
}

function successor(journey: CompiledJourney, node: JourneyNode, branch: string): JourneyNode | undefined {
  const branches: { readonly [branch: string]: string | null } = node.branches;
  const id = Object.hasOwn(branches, branch) ? branches[branch] : null;
  return id ? journey.nodes.get(id) : undefined;
}

/** What the node before remembered for itself is over. */
function arriveAt(run: Run, node: string, at: Instant): Run {
  const { dueAt: _, asked: __, matched: ___, ...rest } = run;
  return { ...rest, node, arrivedAt: at };
}

function withDueAt(run: Run, dueAt: Instant | undefined): Run {
  const { dueAt: _, ...rest } = run;
  return dueAt === undefined ? rest : { ...rest, dueAt };
}

function replaceRun(work: Work, run: Run): void {
  work.state = { ...work.state, runs: work.state.runs.map((other) => (other.id === run.id ? run : other)) };
}

function removeRun(work: Work, run: Run): void {
  work.state = { ...work.state, runs: work.state.runs.filter((other) => other.id !== run.id) };
}

function complete(work: Work, run: Run): void {
  removeRun(work, run);
  recordStep(work, run, 'completed');
  rememberForGoals(work, run);
}

/** Runs whose version hands its people on go to the newer one; those whose version was taken away end. */
function moveAndEnd(work: Work): void {
  const { journeys } = work.release;
  for (const run of work.state.runs) {
    const version = journeyVersion(journeys, run);
    if (!version) {
      exitRun(work, run, 'unpublished');
    } else if (version.movedTo) {
      const moved = moveRun(journeys, run);
      if (moved === undefined) {
        exitRun(work, run, 'moved_out');
        continue;
      }
      // At a node of another kind nothing of what she waited for goes on: there she has just arrived.
      const isAlike =
        version.nodes.get(run.node)?.kind === journeyVersion(journeys, moved)?.nodes.get(moved.node)?.kind;
      const placed = isAlike ? moved : arriveAt(moved, moved.node, work.now);
      replaceRun(work, placed);
      recordStep(work, placed, 'moved', { detail: run.node });
      advanceRun(work, placed, { type: isAlike ? 'moved' : 'arrived' });
    }
  }
  if (work.state.pending.some((message) => !journeyVersion(journeys, message))) {
    cancelMessages(work, (message) => !journeyVersion(journeys, message));
  }
}
