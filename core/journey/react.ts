import { cancelMessages } from '../arbiter/cancel.ts';
import { eventMatches } from '../segment/event-match.ts';
import type { Run } from '../state.ts';
import type { Happening, MembershipChange, Work } from '../work.ts';
import { advanceRun } from './advance.ts';
import { type CompiledJourney, membershipKey } from './compile.ts';
import { exitRun } from './exit-run.ts';
import { startRun } from './start-run.ts';

/**
 * Exit rules first, so that nothing goes out that the happening made pointless; then the waits of the runs that were
 * there before; triggers last, so that the same happening cannot both start a run and satisfy its first wait.
 */
export function reactToHappening(work: Work, happening: Happening): void {
  const { exitsByEvent, triggersByEvent } = work.release.journeys;
  for (const { journey, match } of exitsByEvent.get(happening.name) ?? []) {
    if (isInvolved(work, journey) && eventMatches(match, happening)) {
      exitJourney(work, journey, happening.at);
    }
  }
  for (const run of work.state.runs) {
    if (counts(work, happening.at, run.arrivedAt)) {
      advanceRun(work, run, { type: 'happening', happening });
    }
  }
  if (work.imported) return;
  const trigger: Run['trigger'] = { event: happening.name, properties: happening.properties };
  for (const { journey, match } of triggersByEvent.get(happening.name) ?? []) {
    if (eventMatches(match, happening)) {
      startRun(work, journey, trigger);
    }
  }
}

export function reactToMembership(work: Work, changes: readonly MembershipChange[]): void {
  const { exitsByMembership, triggersByMembership } = work.release.journeys;
  for (const change of changes) {
    for (const journey of exitsByMembership.get(membershipKey(change)) ?? []) {
      exitJourney(work, journey, work.now);
    }
  }
  for (const change of changes) {
    if (change.imported) continue;
    const event = change.change === 'entered' ? 'Segment Entered' : 'Segment Left';
    for (const journey of triggersByMembership.get(membershipKey(change)) ?? []) {
      startRun(work, journey, { event, properties: { segment: change.segment } });
    }
  }
}

/**
 * Ends the run, and takes back messages of earlier runs too: a run is over when its last message is asked for, but the
 * message may wait for the morning, and a purchase in the evening must still stop it.
 */
function exitJourney(work: Work, { definition }: CompiledJourney, at: number): void {
  const { id, version } = definition;
  for (const run of work.state.runs) {
    if (run.journey === id && run.version === version && counts(work, at, run.enteredAt)) {
      exitRun(work, run, 'exit_rule');
    }
  }
  cancelMessages(
    work,
    (message, since) => message.journey === id && message.version === version && counts(work, at, since),
  );
}

function isInvolved({ state }: Work, { definition: { id } }: CompiledJourney): boolean {
  return (
    state.runs.some((run) => run.journey === id) ||
    state.pending.some((message) => message.journey === id) ||
    state.sends.some((send) => send.status === 'reserved' && send.journey === id)
  );
}

/** Imported history says nothing about what began after it; for a live event, reaching us late does not matter. */
function counts(work: Work, at: number, since: number): boolean {
  return !work.imported || at >= since;
}
