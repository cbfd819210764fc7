import type { Instant } from '#contracts/identifiers.ts';
import type { JourneyNode } from '#contracts/journey.ts';
import { cancelMessages } from '../arbiter/cancel.ts';
import type { ProfileState, Run } from '../state.ts';
import type { Work } from '../work.ts';
import { type CompiledJourney, journeyVersion } from './compile.ts';
import { exitRun } from './exit-run.ts';
import type { Cause } from './node-step.ts';
import { stepNode } from './nodes/index.ts';
import { recordStep } from './record-step.ts';

/**
 * Walks a run from its node until a node waits or the run ends. Waits count from `work.now`, when the step is done, not
 * from when it was due: after an outage the pauses between two messages stay as long as the marketer drew them.
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
  endUnpublished(work);
  const due = work.state.runs.filter((run) => run.dueAt !== undefined && run.dueAt <= work.now);
  for (const run of due.sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))) {
    advanceRun(work, run, { type: 'due' });
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

function walk(work: Work, journey: CompiledJourney, start: Run, startNode: JourneyNode, startCause: Cause): void {
  let run = start;
  let node: JourneyNode = startNode;
  let cause = startCause;
  // A graph without loops cannot take more steps than it has nodes; the bound holds for a graph that went past the checks.
  for (let steps = journey.nodes.size; steps > 0; steps -= 1) {
    const step = stepNode(node.kind, { work, run, node, cause });
    if (step.type === 'wait') {
      if (run !== start || step.dueAt !== run.dueAt) {
        replaceRun(work, withDueAt(run, step.dueAt));
      }
      return;
    }
    if (step.type === 'end') {
      complete(work, run);
      return;
    }
    recordStep(work, run, 'passed', { branch: step.branch });
    const next = successor(journey, node, step.branch);
    if (!next) {
      complete(work, run);
      return;
    }
    run = withDueAt({ ...run, node: next.id, arrivedAt: work.now }, undefined);
    node = next;
    cause = { type: 'arrived' };
    recordStep(work, run, 'arrived');
  }
  exitRun(work, run, 'unpublished');
}

function successor(journey: CompiledJourney, node: JourneyNode, branch: string): JourneyNode | undefined {
  const branches: { readonly [branch: string]: string | null } = node.branches;
  const id = branches[branch];
  return id ? journey.nodes.get(id) : undefined;
}

function withDueAt(run: Run, dueAt: Instant | undefined): Run {
  const { dueAt: _, ...rest } = run;
  return dueAt === undefined ? rest : { ...rest, dueAt };
}

function replaceRun(work: Work, run: Run): void {
  work.state = { ...work.state, runs: work.state.runs.map((other) => (other.id === run.id ? run : other)) };
}

function complete(work: Work, run: Run): void {
  work.state = { ...work.state, runs: work.state.runs.filter((other) => other.id !== run.id) };
  recordStep(work, run, 'completed');
}

function endUnpublished(work: Work): void {
  const { journeys } = work.release;
  for (const run of work.state.runs) {
    if (!journeyVersion(journeys, run)) {
      exitRun(work, run, 'unpublished');
    }
  }
  if (work.state.pending.some((message) => !journeyVersion(journeys, message))) {
    cancelMessages(work, (message) => !journeyVersion(journeys, message));
  }
}
