import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import type { LoadJob } from './job.ts';
import type { Sender } from './sender.ts';

/** Every connection sends as soon as it is answered, until `wanted` says no more. */
export async function sendWhenAnswered(
  { from, eventsPerRequest, pace }: LoadJob,
  connections: readonly Connection[],
  sender: Sender,
): Promise<void> {
  const endsAt = pace.type === 'closed' ? performance.now() + pace.seconds * 1_000 : Number.POSITIVE_INFINITY;
  const end = pace.type === 'amount' ? from + pace.events : Number.POSITIVE_INFINITY;
  let next = from;
  const sendOn = async (connection: Connection) => {
    while (next < end && performance.now() < endsAt) {
      const first = next;
      next += eventsPerRequest;
      await sender.send(connection, first, performance.now());
    }
  };
  await Promise.all(connections.map(sendOn));
}

/** Requests leave by the clock. One for which no connection is free waits, and its time counts from when it was due. */
export async function sendByTheClock(
  { from, eventsPerRequest }: LoadJob,
  { eventsPerSecond, seconds }: { readonly eventsPerSecond: number; readonly seconds: number },
  connections: readonly Connection[],
  sender: Sender,
): Promise<void> {
  const startsAt = performance.now();
  const requests = Math.floor((eventsPerSecond * seconds) / eventsPerRequest);
  const dueAt = (request: number) => startsAt + (request * eventsPerRequest * 1_000) / eventsPerSecond;
  const free = [...connections];
  const underWay = new Set<Promise<void>>();
  let next = 0;
  let failure: unknown;

  function sendDue(): void {
    while (next < requests && dueAt(next) <= performance.now()) {
      const connection = free.pop();
      if (connection === undefined) return;
      const request = next++;
      const sending = sender
        .send(connection, from + request * eventsPerRequest, dueAt(request))
        .catch((error: unknown) => {
          failure ??= error;
        })
        .finally(() => {
          underWay.delete(sending);
          free.push(connection);
          sendDue();
        });
      underWay.add(sending);
    }
  }

  while (next < requests && failure === undefined) {
    sendDue();
    await sleep(1);
  }
  await Promise.all(underWay);
  if (failure !== undefined) throw failure;
}
