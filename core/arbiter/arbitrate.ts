import type { Channel } from '#contracts/channel.ts';
import type { GateResult } from '#contracts/fact.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import type { HoldReason } from '#contracts/reason.ts';
import type { PendingMessage, ProfileState } from '../state.ts';
import type { Work } from '../work.ts';
import { candidateChannels, chooseChannel } from './choose.ts';
import { passGates } from './gates/index.ts';
import { recordDecision } from './record-decision.ts';
import { reserve } from './reserve.ts';

/**
 * Decides the pending messages once one of them is due: send, defer or hold back. All of them are asked, the higher priority
 * first, so that it takes the last place under a cap whichever of them was due; one that is not due goes if it may go now,
 * and else waits on. Each decision leaves a fact.
 */
export function arbitrate(work: Work): void {
  if (!work.state.pending.some(({ dueAt }) => dueAt <= work.now)) return;
  for (const pending of [...work.state.pending].sort(byPriority)) {
    decide(work, pending);
  }
}

/** Has those that wait for a place under the caps asked again: one was given back. */
export function askCappedAgain(work: Work): void {
  if (!work.state.pending.some(isCapped)) return;
  const pending = work.state.pending.map((one) => (isCapped(one) ? { ...one, dueAt: work.now } : one));
  work.state = { ...work.state, pending };
}

/** Has all that wait decided at once: what they may use is different now. */
export function askPendingAgain(work: Work): void {
  if (work.state.pending.length === 0) return;
  const pending = work.state.pending.map((one) => ({ ...one, dueAt: Math.min(one.dueAt, work.now) }));
  work.state = { ...work.state, pending };
}

function isCapped({ waitsFor }: PendingMessage): boolean {
  return waitsFor?.endsWith('_cap') === true;
}

export function nextPendingDue(state: ProfileState): Instant | undefined {
  let next: Instant | undefined;
  for (const { dueAt } of state.pending) {
    if (next === undefined || dueAt < next) {
      next = dueAt;
    }
  }
  return next;
}

function byPriority(a: PendingMessage, b: PendingMessage): number {
  return b.priority - a.priority || a.requestedAt - b.requestedAt || (a.delivery < b.delivery ? -1 : 1);
}

function decide(work: Work, pending: PendingMessage): void {
  const isDue = pending.dueAt <= work.now;
  const message = work.release.messages.get(pending.message);
  const obstacle = message ? finalReason(work, pending, message) : 'no_variant';
  if (!message || obstacle !== undefined) {
    if (isDue) holdBack(work, pending, obstacle ?? 'no_variant', []);
    return;
  }
  const gates = askGates(work, pending, message);
  const passed = gates.filter((gate) => gate.outcome === 'passed').map((gate) => gate.channel);
  const channel = chooseChannel(work.state, passed, work.now);
  if (channel) {
    remove(work, pending);
    recordDecision(work, pending, { outcome: 'send', channel }, gates);
    reserve(work, pending, message, channel);
    return;
  }
  if (!isDue) return;
  const retry = earliestRetry(gates);
  if (retry !== undefined && retry.until < pending.expiresAt) {
    remove(work, pending);
    const waiting: PendingMessage = { ...pending, dueAt: retry.until, waitsFor: retry.reason };
    work.state = { ...work.state, pending: [...work.state.pending, waiting] };
    recordDecision(work, pending, { outcome: 'deferred', reason: retry.reason }, gates);
    return;
  }
  holdBack(work, pending, nearestReason(gates), gates);
}

/** Why it goes on no channel, now or later. */
function finalReason(work: Work, pending: PendingMessage, message: MessageDefinition): HoldReason | undefined {
  if (isHeldOut(work, message)) return 'holdout';
  return pending.expiresAt <= work.now ? 'expired' : undefined;
}

function holdBack(work: Work, pending: PendingMessage, reason: HoldReason, gates: readonly GateResult[]): void {
  remove(work, pending);
  recordDecision(work, pending, { outcome: 'held_back', reason }, gates);
}

function remove(work: Work, pending: PendingMessage): void {
  work.state = { ...work.state, pending: work.state.pending.filter((other) => other !== pending) };
}

/** A share of people, always the same ones, gets no marketing at all, so that its effect can be measured. */
function isHeldOut(work: Work, message: MessageDefinition): boolean {
  const { holdoutShare } = work.release.source.settings;
  return message.purpose === 'marketing' && work.random('holdout', work.state.profile) < holdoutShare;
}

function askGates(work: Work, pending: PendingMessage, message: MessageDefinition): GateResult[] {
  const { state, now } = work;
  const { settings } = work.release.source;
  return candidateChannels(message).map((channel: Channel) =>
    passGates({ state, settings, message, channel, now, failed: pending.failed }),
  );
}

/** The channel on which it may be asked again first, and what it waits for there. */
function earliestRetry(
  gates: readonly GateResult[],
): { readonly until: Instant; readonly reason: HoldReason } | undefined {
  const waits = gates.flatMap(({ outcome, until }) =>
    until === undefined || outcome === 'passed' ? [] : [{ until, reason: outcome }],
  );
  return waits.sort((a, b) => a.until - b.until)[0];
}

/** Of several channels' reasons the one that came nearest to sending tells most; it is the latest gate's. */
const fromFarToNear: readonly GateResult['outcome'][] = [
  'no_variant',
  'channel_off',
  'provider_refused',
  'unreachable',
  'do_not_contact',
  'restricted',
  'no_consent',
  'topic_denied',
  'consent_lapsed',
  'double_opt_in_pending',
  'suppressed',
  'paused',
  'personal_cap',
  'frequency_cap',
  'quiet_hours',
];

function nearestReason(gates: readonly GateResult[]): HoldReason {
  let nearest: HoldReason = 'no_variant';
  for (const { outcome } of gates) {
    if (outcome !== 'passed' && fromFarToNear.indexOf(outcome) > fromFarToNear.indexOf(nearest)) {
      nearest = outcome;
    }
  }
  return nearest;
}
