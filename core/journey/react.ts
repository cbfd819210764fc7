import { cancelMessages } from '../arbiter/cancel.ts';
import { matchInbound } from '../inbound/match.ts';
import { eventMatches } from '../segment/event-match.ts';
import type { Run } from '../state.ts';
import type { Happening, MembershipChange, Work } from '../work.ts';
import { advanceRun } from './advance.ts';
import { type CompiledJourney, membershipKey } from './compile.ts';
import { convert } from './convert.ts';
import { exitRun } from './exit-run.ts';
import { keyIn } from './run-key.ts';
import { startRun } from './start-run.ts';

/**
 * Goals and exit rules first, so that nothing goes out that the happening made pointless; then the waits of the runs that
 * were there before; triggers last, so that the same happening cannot both start a run and satisfy its first wait.
 */
export function reactToHappening(work: Work, happening: Happening): void {
  const { exitsByEvent, goalsByEvent, triggersByEvent } = work.release.journeys;
  for (const { journey, goal } of goalsByEvent.get(happening.name) ?? []) {
    if (goal.on.type === 'event' && eventMatches(goal.on.match, happening)) {
      convert(work, journey, goal, { at: happening.at, key: keyOf(journey, happening) });
    }
  }
  for (const { journey, match } of exitsByEvent.get(happening.name) ?? []) {
    if (isInvolved(work, journey) && eventMatches(match, happening)) {
      exitJourney(work, journey, happening.at, keyOf(journey, happening));
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
      startRun(work, journey, { trigger });
    }
  }
  startByInbound(work, happening);
}

/** So much of a text fits into what a run carries (trigger-properties.ts), also in Chinese; the fact has all of it. */
const textOfRun = 1_000;

function startByInbound(work: Work, { name, properties, inbound }: Happening): void {
  if (inbound === undefined) return;
  const text = inbound.text.slice(0, textOfRun);
  for (const { journey, match } of work.release.journeys.byInbound) {
    const found = matchInbound(match, inbound);
    if (found) startRun(work, journey, { trigger: { event: name, properties: { ...properties, text, ...found } } });
  }
}

export function reactToMembership(work: Work, changes: readonly MembershipChange[]): void {
  const { exitsByMembership, goalsByMembership, triggersByMembership } = work.release.journeys;
  for (const change of changes) {
    for (const { journey, goal } of goalsByMembership.get(membershipKey(change)) ?? []) {
      convert(work, journey, goal, { at: work.now, key: undefined });
    }
    for (const journey of exitsByMembership.get(membershipKey(change)) ?? []) {
      exitJourney(work, journey, work.now, undefined);
    }
  }
  for (const change of changes) {
    for (const run of work.state.runs) advanceRun(work, run, { type: 'membership', change });
  }
  for (const change of changes) {
    if (change.imported) continue;
    const event = change.change === 'entered' ? 'Segment Entered' : 'Segment Left';
    for (const journey of triggersByMembership.get(membershipKey(change)) ?? []) {
      startRun(work, journey, { trigger: { event, properties: { segment: change.segment } } });
    }
  }
}

/** Ends all her runs of a journey, whatever their version, and takes back their messages. */
export function stopJourney(work: Work, journey: string): void {
  for (const run of work.state.runs) {
    if (run.journey === journey) exitRun(work, run, 'stopped');
  }
  cancelMessages(work, (message) => message.journey === journey);
}

/**
 * Ends the run, and takes back messages of earlier runs too: a run is over when its last message is asked for, but the
 * message may wait for the morning, and a purchase in the evening must still stop it.
 */
function exitJourney(work: Work, { definition }: CompiledJourney, at: number, key: string | undefined): void {
  const { id, version } = definition;
  const concerns = (one: { readonly journey: string; readonly version: number; readonly key?: string }): boolean =>
    one.journey === id && one.version === version && (key === undefined || one.key === key);
  for (const run of work.state.runs) {
    if (concerns(run) && counts(work, at, run.enteredAt)) {
      exitRun(work, run, 'exit_rule');
    }
  }
  cancelMessages(work, (message, since) => concerns(message) && counts(work, at, since));
}

/** Where runs are told apart by a property, the run that a happening names. */
function keyOf({ definition: { runs } }: CompiledJourney, { properties }: Happening): string | undefined {
  return runs?.by === 'property' ? keyIn(properties, runs.property) : undefined;
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
