import type { RestrictStimulus } from '#contracts/stimulus.ts';
import { recordDecision } from '../arbiter/record-decision.ts';
import { recordStep } from '../journey/record-step.ts';
import { updateMemberships } from '../segment/memberships.ts';
import type { Restriction } from '../state.ts';
import type { Work } from '../work.ts';

/** Carries out an order to restrict processing (GDPR, article 18), or lifts it. A repeat changes nothing. */
export function restrict(work: Work, { restricted, reason, actor, at }: RestrictStimulus): void {
  if (restricted) {
    if (work.state.restricted === undefined) standStill(work, { at, reason, actor });
    return;
  }
  if (work.state.restricted === undefined) return;
  const { restricted: _, ...rest } = work.state;
  work.state = rest;
  // Whoever belongs to a segment by what happened meanwhile has not entered it just now: nothing reacts.
  updateMemberships(work, 'all');
}

/**
 * Journeys end, and what waits is held back: after weeks of silence their messages would be old news. What is with
 * delivery is stopped by the gate at hand-over. Counters go on, because what happens is kept; nobody acts by them.
 */
export function standStill(work: Work, restricted: Restriction): void {
  const { runs, pending } = work.state;
  work.state = { ...work.state, restricted, runs: [], pending: [] };
  for (const run of runs) recordStep(work, run, 'exited', { detail: 'restricted' });
  for (const message of pending) recordDecision(work, message, { outcome: 'held_back', reason: 'restricted' });
}
