import type { Instant } from '#contracts/identifiers.ts';
import type { SendResult } from '../port.ts';
import type { Posted } from './post.ts';
import { PrivateAddressError } from './public-lookup.ts';

const longestRetryAfter = 24 * 3_600_000;

/** As the Standard Webhooks specification asks: 2xx is success, 410 means that the receiver wants no more. */
export function classifyAnswer({ status, retryAfter }: Posted, now: Instant): SendResult {
  if (status >= 200 && status < 300) return { type: 'accepted' };
  if (status === 410) return { type: 'stop', reason: 'gone' };
  if (status >= 300 && status < 400) return { type: 'stop', reason: 'redirected' };
  if (status === 401 || status === 403) return { type: 'stop', reason: 'authentication_failed' };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const wait = retryAfterMilliseconds(retryAfter, now);
    const reason = status === 429 ? 'rate_limited' : 'receiver_failed';
    return {
      type: 'retry',
      reason,
      detail: `status ${status}`,
      ...(wait !== undefined && { afterMilliseconds: wait }),
    };
  }
  return { type: 'drop', reason: 'receiver_refused', detail: `status ${status}` };
}

export function classifyFailure(error: unknown): SendResult {
  if (error instanceof PrivateAddressError) return { type: 'stop', reason: 'private_address', detail: error.message };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const aborted = name === 'AbortError' || name === 'TimeoutError';
  return { type: 'retry', reason: aborted ? 'timeout' : 'connection_failed', detail: message };
}

/** RFC 9110 section 10.2.3: seconds, or a date. */
function retryAfterMilliseconds(value: string | undefined, now: Instant): number | undefined {
  if (value === undefined) return undefined;
  const wait = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isNaN(wait) ? undefined : Math.min(longestRetryAfter, Math.max(0, wait));
}
