import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import type { LoadJob } from './job.ts';
import { eventText } from './traffic.ts';

/** Answer times kept; above this every answer still counts, but only its number. */
const timesKept = 200_000;

/** Makes requests out of events and keeps count of what became of them. */
export function createSender(job: LoadJob) {
  const { traffic, eventsPerRequest, path } = job;
  const answerTimes: number[] = [];
  let acknowledged = 0;
  let refused = 0;

  function bodyOf(first: number, dueAt: number): string {
    if (path === '/v1/track') return eventText(traffic, first, dueAt);
    const events: string[] = [];
    for (let n = first; n < first + eventsPerRequest; n++) events.push(eventText(traffic, n, dueAt));
    return `{"batch":[${events.join(',')}]}`;
  }

  return {
    acknowledged: () => acknowledged,
    refused: () => refused,
    answerTimes: () => answerTimes,

    /** Sends the events from number `first` on until they are taken. `dueAt`: of the clock of `performance`. */
    async send(connection: Connection, first: number, dueAt: number): Promise<void> {
      const body = bodyOf(first, performance.timeOrigin + dueAt);
      for (;;) {
        const { status, body: text, retryAfterSeconds } = await connection.post(body);
        if (status === 200 && (text === '{"success":true}' || text.includes('"rejected":[]'))) break;
        if (status !== 429 && status !== 503)
          throw new Error(`${path} was answered with ${status}: ${text.slice(0, 300)}`);
        refused++;
        await sleep(1_000 * Math.max(retryAfterSeconds, 0.1));
      }
      acknowledged += eventsPerRequest;
      if (answerTimes.length < timesKept) answerTimes.push(performance.now() - dueAt);
    },
  };
}

export type Sender = ReturnType<typeof createSender>;
