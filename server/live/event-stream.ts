import type { ServerResponse } from 'node:http';

/** A server-sent-events stream to one browser. */
export interface EventStream {
  /** False when the browser does not keep up: the event was dropped, because a later one will tell as much. */
  send(event: string, data: unknown): boolean;
  readonly closed: Promise<void>;
  close(): void;
}

/** Proxies and browsers take a silent connection for a dead one. */
const keepAliveMilliseconds = 15_000;

/** What may wait for a slow reader before events are dropped, in bytes. */
const waitingLimit = 64 * 1024;

export function openEventStream(response: ServerResponse, headers: Readonly<Record<string, string>>): EventStream {
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  response.write('retry: 2000\n\n');
  const timer = setInterval(() => response.write(':\n\n'), keepAliveMilliseconds);
  const closed = new Promise<void>((resolve) => {
    response.once('close', () => {
      clearInterval(timer);
      resolve();
    });
  });
  return {
    send(event, data) {
      if (response.writableLength > waitingLimit || response.destroyed) return false;
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      return true;
    },
    closed,
    close: () => response.end(),
  };
}
