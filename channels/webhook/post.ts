import { type Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface Posted {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/** Answers are of no interest beyond their status; of a longer one the connection is closed. */
const longestAnswer = 16 * 1_024;

export interface PostOptions {
  readonly headers: { readonly [name: string]: string };
  readonly agent: Agent;
  readonly signal: AbortSignal;
}

/** One POST; redirects are answers like any other and never followed. Rejects when no answer came. */
export function post(url: URL, body: string, { headers, agent, signal }: PostOptions): Promise<Posted> {
  const { promise, resolve, reject } = Promise.withResolvers<Posted>();
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(url, {
    method: 'POST',
    agent,
    signal,
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
  });
  request.on('response', (response) => {
    drain(response);
    resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
  });
  request.on('error', reject);
  request.end(body);
  return promise;
}

function drain(response: IncomingMessage): void {
  let received = 0;
  response.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > longestAnswer) response.destroy();
  });
  // The status is all that counts, and it is there already.
  response.on('error', () => {});
}
