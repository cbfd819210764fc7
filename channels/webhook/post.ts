import { type Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface Posted {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** Its first bytes as text, where they were asked for. */
  readonly body: string;
}

/** Of a longer answer the connection is closed. */
const longestAnswer = 16 * 1_024;

export interface PostOptions {
  readonly headers: { readonly [name: string]: string };
  readonly agent: Agent;
  readonly signal: AbortSignal;
  /** The answer's body is waited for and kept; else its status is all that counts. */
  readonly keepsBody?: boolean;
}

/** One POST; redirects are answers like any other and never followed. Rejects when no answer came. */
export function post(
  url: URL,
  body: string,
  { headers, agent, signal, keepsBody = false }: PostOptions,
): Promise<Posted> {
  const { promise, resolve, reject } = Promise.withResolvers<Posted>();
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(url, {
    method: 'POST',
    agent,
    signal,
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
  });
  request.on('response', (response) => {
    const answer = { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] };
    const read = readBody(response);
    if (!keepsBody) resolve({ ...answer, body: '' });
    else read.then((body) => resolve({ ...answer, body }), reject);
  });
  request.on('error', reject);
  request.end(body);
  return promise;
}

/** Resolves with what was kept; of a connection that broke as well, where the status is all that counts. */
async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let received = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      received += chunk.length;
      if (received > longestAnswer) break;
    }
  } catch {
    // The status was there already; what came of the body is what there is.
  }
  return Buffer.concat(chunks).subarray(0, longestAnswer).toString('utf8');
}
