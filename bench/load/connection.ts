import { connect } from 'node:net';

export interface Answer {
  readonly status: number;
  /** Of a Retry-After header; 0 without one. */
  readonly retryAfterSeconds: number;
  readonly body: string;
}

/** One kept-alive HTTP connection with at most one request under way. */
export interface Connection {
  /** Rejects when the connection is lost. */
  post(body: string): Promise<Answer>;
  close(): void;
}

/**
 * HTTP/1.1 over a bare socket, for servers that answer with a content-length. A generator on the same two cores as what
 * it measures must cost little: node:http takes three times the processor time of this for a small request.
 */
export async function openConnection(url: string, path: string, authorization: string): Promise<Connection> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const head =
    `POST ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: ${authorization}\r\n` +
    'Content-Type: application/json\r\nContent-Length: ';
  let waiting: PromiseWithResolvers<Answer> | undefined;
  let received = '';

  function fail(error: Error): void {
    waiting?.reject(error);
    waiting = undefined;
  }
  socket.on('error', fail);
  socket.on('close', () => fail(new Error(`${url} closed the connection`)));
  socket.setEncoding('latin1').on('data', (text: string) => {
    received += text;
    const answer = parseAnswer(received);
    if (answer === undefined) return;
    received = '';
    const { resolve } = waiting ?? {};
    waiting = undefined;
    resolve?.(answer);
  });

  return {
    post(body) {
      waiting = Promise.withResolvers();
      const { promise } = waiting;
      socket.write(`${head}${Buffer.byteLength(body)}\r\n\r\n${body}`);
      return promise;
    },
    close() {
      socket.removeAllListeners('close').end();
    },
  };
}

/** Undefined while something is missing. */
function parseAnswer(text: string): Answer | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const body = text.slice(end + 4);
  if (body.length < length) return undefined;
  const retryAfterSeconds = Number(/\r\nretry-after: (\d+)/i.exec(head)?.[1] ?? 0);
  return { status: Number(head.slice(9, 12)), retryAfterSeconds, body };
}
