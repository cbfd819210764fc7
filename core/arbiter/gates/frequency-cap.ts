import type { Instant } from '#contracts/identifiers.ts';
import type { FrequencyCap } from '#contracts/settings.ts';
import { hours } from '../../duration.ts';
import type { Send } from '../../state.ts';
import { type Answer, passed, type Question } from './gate.ts';

/**
 * Caps count marketing over all journeys in sliding windows of processing time. What is reserved counts as if sent now,
 * since it may be handed over at any moment until it expires; what is handed over counts from the hand-over. `until` is
 * when every full cap has room again, if nothing is given back before.
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
  const room = settings.frequencyCaps
    .filter((cap) => (cap.channel ?? channel) === channel)
    .flatMap((cap) => roomAt(cap, sends, now) ?? []);
  if (room.length === 0) {
    return passed;
  }
  return message.whenCapped === 'hold_back'
    ? { outcome: 'frequency_cap' }
    : { outcome: 'frequency_cap', until: Math.max(...room) };
}

/** When enough of what counts under a cap has left its window; undefined while it has room. */
function roomAt(cap: FrequencyCap, sends: readonly Send[], now: Instant): Instant | undefined {
  const window = hours(cap.hours);
  const leaving = sends
    .filter((send) => (cap.channel ?? send.channel) === send.channel)
    .map((send) => (isAwaited(send, now) ? now : send.at) + window)
    .filter((at) => at > now)
    .sort((a, b) => a - b);
  return leaving.length < cap.messages ? undefined : leaving[leaving.length - cap.messages];
}

/** The receipt of a hand-over at the last moment comes after that moment; when it never comes, waiting must end. */
const receiptDelay = hours(24);

/** It may be handed over at this moment, or was just now. */
export function isAwaited(send: Send, now: Instant): boolean {
  return send.status === 'reserved' && send.expiresAt + receiptDelay >= now;
}
