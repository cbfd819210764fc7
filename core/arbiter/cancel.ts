import type { Instant } from '#contracts/identifiers.ts';
import type { PendingMessage, Send } from '../state.ts';
import type { Work } from '../work.ts';
import { recordDecision } from './record-decision.ts';

/** `since` is when the message was asked for, or given to delivery. */
type Chooses = (message: PendingMessage | Send, since: Instant) => boolean;

/**
 * Takes back the chosen messages that are not handed over. A reserved one keeps its place under the caps until delivery
 * confirms: it may be on its way to the provider at this moment.
 */
export function cancelMessages(work: Work, chosen: Chooses): void {
  const cancelled = work.state.pending.filter((message) => chosen(message, message.requestedAt));
  if (cancelled.length > 0) {
    work.state = { ...work.state, pending: work.state.pending.filter((message) => !cancelled.includes(message)) };
    for (const message of cancelled) {
      recordDecision(work, message, { outcome: 'held_back', reason: 'journey_exited' });
    }
  }
  const takenBack = work.state.sends.filter(
    (send) => send.status === 'reserved' && !send.cancelling && chosen(send, send.at),
  );
  if (takenBack.length > 0) {
    work.state = {
      ...work.state,
      sends: work.state.sends.map((send) => (takenBack.includes(send) ? { ...send, cancelling: true } : send)),
    };
    for (const { delivery } of takenBack) {
      work.effects.push({ type: 'cancel_delivery', delivery });
    }
  }
}
