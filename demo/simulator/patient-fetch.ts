import { setTimeout as sleep } from 'node:timers/promises';

export interface PatientAnswer {
  readonly status: number;
  readonly text: string;
}

const longestPauseMilliseconds = 15_000;

/**
 * Asks until the server answers something other than "busy" or "broken", with growing pauses, so that a restart of the
 * server is nothing but a pause. Rejects only when `signal` says stop. Redirects are not followed.
 */
export async function patientFetch(
  address: URL,
  init: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string },
  signal: AbortSignal,
): Promise<PatientAnswer> {
  for (let pause = 250; ; pause = Math.min(pause * 2, longestPauseMilliseconds)) {
    const answer = await attempt(address, init, signal);
    if (answer !== undefined && answer.status !== 429 && answer.status < 500) return answer;
    await sleep(pause, undefined, { signal });
  }
}

async function attempt(address: URL, init: RequestInit, signal: AbortSignal): Promise<PatientAnswer | undefined> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(20_000)]);
  try {
    const response = await fetch(address, { ...init, redirect: 'manual', signal: limited });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}
