import type { SendResult } from '#channels/port.ts';

/** One try at a provider. */
const tryMilliseconds = 30_000;
/** For an adapter to say what became of a try that was ended; one that says nothing must not keep its seat for ever. */
const graceMilliseconds = 5_000;

/** The lease must outlast a try, or another worker would send the same message meanwhile. */
export const longestTryMilliseconds = tryMilliseconds + graceMilliseconds;

/** Ends a try after its time. One timer that is cleared: an AbortSignal with a time of its own costs more than a send. */
export async function trySend(send: (signal: AbortSignal) => Promise<SendResult>): Promise<SendResult> {
  const controller = new AbortController();
  const overdue = Promise.withResolvers<SendResult>();
  let timer = setTimeout(() => {
    controller.abort();
    timer = setTimeout(() => overdue.resolve({ type: 'retry', reason: 'timeout' }), graceMilliseconds);
  }, tryMilliseconds);
  try {
    return await Promise.race([send(controller.signal), overdue.promise]);
  } finally {
    clearTimeout(timer);
  }
}
