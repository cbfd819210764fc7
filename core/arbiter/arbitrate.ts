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
 * Decides every pending message that is due: send, defer or hold back, the higher priority first, so that it takes the
 * last place under a cap. Each decision leaves a fact.
 */
export function arbitrate(work: Work): void {
  const due = work.state.pending.filter((pending) => pending.dueAt <= work.now);
  for (const pending of due.sort(byPriority)) {
    work.state = { ...work.state, pending: work.state.pending.filter((other) => other !== pending) };
    decide(work, pending);
  }
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
  const message = work.release.messages.get(pending.message);
  if (!message) {
    recordDecision(work, pending, { outcome: 'held_back', reason: 'no_variant' });
    return;
  }
  if (isHeldOut(work, message)) {
    recordDecision(work, pending, { outcome: 'held_back', reason: 'holdout' });
    return;
  }
  if (pending.expiresAt <= work.now) {
    recordDecision(work, pending, { outcome: 'held_back', reason: 'expired' });
    return;
  }
  const gates = askGates(work, pending, message);
  const passed = gates.filter((gate) => gate.outcome === 'passed').map((gate) => gate.channel);
  const channel = chooseChannel(work.state, passed, work.now);
  if (channel) {
    recordDecision(work, pending, { outcome: 'send', channel }, gates);
    reserve(work, pending, message, channel);
    return;
  }
  const until = earliestRetry(gates);
  if (until !== undefined && until < pending.expiresAt) {
    work.state = { ...work.state, pending: [...work.state.pending, { ...pending, dueAt: until }] };
    recordDecision(work, pending, { outcome: 'deferred', reason: 'quiet_hours' }, gates);
    return;
  }
  recordDecision(work, pending, { outcome: 'held_back', reason: nearestReason(gates) }, gates);
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

function earliestRetry(gates: readonly GateResult[]): Instant | undefined {
  const times = gates.flatMap((gate) => (gate.until === undefined ? [] : [gate.until]));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Of several channels' reasons the one that came nearest to sending tells most; it is the latest gate's. */
const fromFarToNear: readonly GateResult['outcome'][] = [
  'no_variant',
  'channel_off',
  'provider_refused',
  'unreachable',
  'no_consent',
  'topic_denied',
  'suppressed',
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
