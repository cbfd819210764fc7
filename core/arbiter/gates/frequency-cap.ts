import type { Instant } from '#contracts/identifiers.ts';
import type { FrequencyCap } from '#contracts/settings.ts';
import { hours } from '../../duration.ts';
import type { Send } from '../../state.ts';
import { type Answer, passed, type Question } from './gate.ts';

/**
 * Caps count marketing over all journeys in sliding windows of processing time. What is reserved counts as if sent now,
 * since it may be handed over at any moment until it expires; what is handed over counts from the hand-over.
 */
export function frequencyCapGate({ state, settings, message, channel, now, delivery }: Question): Answer {
  if (message.purpose === 'transactional') {
    return passed;
  }
  const own = state.sends.findIndex((send) => send.delivery === delivery);
  const sends = state.sends.filter((send, index) => {
    // At hand-over, reservations made later wait for this one and not it for them: else two could block each other.
    const waitsForThis = own >= 0 && index >= own && (index === own || send.status === 'reserved');
    return !waitsForThis && send.purpose === 'marketing' && send.status !== 'released';
  });
  const full = settings.frequencyCaps.some(
    (cap) => (cap.channel ?? channel) === channel && countUnder(cap, sends, now) >= cap.messages,
  );
  return full ? { outcome: 'frequency_cap' } : passed;
}

function countUnder(cap: FrequencyCap, sends: readonly Send[], now: Instant): number {
  const since = now - hours(cap.hours);
  return sends.filter(
    (send) => (cap.channel ?? send.channel) === send.channel && (send.at > since || isAwaited(send, now)),
  ).length;
}

/** The receipt of a hand-over at the last moment comes after that moment; when it never comes, waiting must end. */
const receiptDelay = hours(24);

/** It may be handed over at this moment, or was just now. */
export function isAwaited(send: Send, now: Instant): boolean {
  return send.status === 'reserved' && send.expiresAt + receiptDelay >= now;
}
