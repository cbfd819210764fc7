import { minutes } from '../duration.ts';
import { stableUuid } from '../stable-id.ts';
import type { PendingMessage, ProfileState } from '../state.ts';
import type { Work } from '../work.ts';

export type MessageRequest = Pick<
  PendingMessage,
  'message' | 'journey' | 'version' | 'run' | 'node' | 'trigger' | 'variables' | 'key' | 'round'
>;

/** Earlier attempts of the same request: the channels that failed, and when it was first asked for. */
export type EarlierAttempts = Pick<PendingMessage, 'requestedAt' | 'expiresAt' | 'failed'>;

/** How long a request for a message that is in no release stays: it is held back in the same step. */
const unknownMessage = { priority: 50, validMinutes: 1 };

/** Puts a message before the arbiter, which decides in the same step. A repeat of the same request changes nothing. */
export function requestMessage(work: Work, request: MessageRequest, earlier?: EarlierAttempts): void {
  const failed = earlier?.failed ?? [];
  const delivery = deliveryId(request, failed.length);
  if (isKnown(work.state, delivery)) {
    return;
  }
  const { priority, validMinutes } = work.release.messages.get(request.message) ?? unknownMessage;
  const pending: PendingMessage = {
    ...request,
    delivery,
    priority,
    requestedAt: earlier?.requestedAt ?? work.now,
    expiresAt: earlier?.expiresAt ?? work.now + minutes(validMinutes),
    dueAt: work.now,
    failed,
  };
  work.state = { ...work.state, pending: [...work.state.pending, pending] };
}

/**
 * Each attempt on another channel is a delivery of its own: late receipts of the first must not be taken for its own.
 * The run's id names the person too, as she was before any merge, so the same request keeps its id through a merge.
 */
function deliveryId({ run, node, round }: MessageRequest, attempt: number): string {
  return stableUuid('delivery', run, node, String(attempt), ...(round ? [String(round)] : []));
}

function isKnown({ pending, sends }: ProfileState, delivery: string): boolean {
  return pending.some((message) => message.delivery === delivery) || sends.some((send) => send.delivery === delivery);
}
