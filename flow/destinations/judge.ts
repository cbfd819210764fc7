import type { SendResult } from '#channels/port.ts';
import type { Attempt, PendingBatch, Standing } from '#components/destination/store.ts';
import type { PauseReason } from '#contracts/destination.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { backoffMilliseconds } from '../deliver/backoff.ts';

const hour = 3_600_000;
/** A receiver that takes nothing for so long is waited for; then its owner is told. */
const longestOutage = 72 * hour;
/** What is refused as it is, is tried so often in all. */
const refusals = 3;
const refusedInARowAtMost = 20;

interface Tried {
  readonly batch: Pick<PendingBatch, 'attempts' | 'firstAttemptAt'>;
  readonly retryHours: number;
  /** When another batch was taken last. */
  readonly lastDeliveredAt: Instant | null;
  readonly now: Instant;
  readonly random: () => number;
}

/** What a try means for its batch. */
export function judgeAttempt(
  { result, statusCode }: { result: SendResult; statusCode: number | null },
  tried: Tried,
): Attempt {
  const { batch, retryHours, lastDeliveredAt, now, random } = tried;
  if (result.type === 'accepted') return { at: now, outcome: 'delivered', statusCode, reason: null };
  const { reason } = result;
  const failures = batch.attempts + 1;
  if (isRefusal(result, statusCode) && failures >= refusals) return { at: now, outcome: 'failed', statusCode, reason };
  const firstAt = batch.firstAttemptAt ?? now;
  // Others were taken meanwhile, so it is this one that cannot be; in an outage nothing is given up.
  const othersWereTaken = lastDeliveredAt !== null && lastDeliveredAt > firstAt;
  if (othersWereTaken && now - firstAt > retryHours * hour) return { at: now, outcome: 'failed', statusCode, reason };
  const asked = result.type === 'retry' ? (result.afterMilliseconds ?? 0) : 0;
  const wait = Math.max(asked, backoffMilliseconds(failures, random));
  return { at: now, outcome: { nextAttemptAt: now + wait }, statusCode, reason };
}

/** The receiver itself says no to what it was sent. An address that is not there is no word about the facts. */
function isRefusal(result: SendResult, statusCode: number | null): boolean {
  return result.type === 'drop' && statusCode !== 404 && statusCode !== 405;
}

/** Whether a destination is to be paused after a try, and why. */
export function judgeDestination(statusCode: number | null, standing: Standing, now: Instant): PauseReason | undefined {
  if (statusCode === 410) return 'gone';
  if (standing.refusedInARow >= refusedInARowAtMost) return 'refusing';
  if (standing.failingSince !== null && now - standing.failingSince > longestOutage) return 'failing';
  return undefined;
}

/** True when it says that the whole address is out of order: nothing else need be tried for a while. */
export function isOutage(result: SendResult, statusCode: number | null): boolean {
  if (result.type === 'accepted') return false;
  return result.type === 'stop' || statusCode === null || statusCode === 404 || statusCode === 405;
}
