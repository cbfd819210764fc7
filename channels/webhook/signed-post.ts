import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Instant } from '#contracts/identifiers.ts';
import type { SendResult } from '../port.ts';
import { classifyAnswer, classifyFailure } from './classify.ts';
import { post } from './post.ts';
import { isPrivateAddress } from './private-addresses.ts';
import { PrivateAddressError, publicLookup } from './public-lookup.ts';

export interface SignedPostSettings {
  readonly url: string;
  /** Each signs; a receiver accepts a request when one of the signatures is by a secret that it knows. */
  readonly secrets: readonly string[];
  readonly allowPrivateAddresses: boolean;
  readonly timeoutSeconds: number;
  readonly concurrency: number;
  readonly keepsBody?: boolean;
}

export interface SignedRequest {
  /** The header `webhook-id`: the same for every try. */
  readonly id: string;
  readonly body: string;
  readonly headers?: { readonly [name: string]: string };
  readonly now: Instant;
  readonly signal: AbortSignal;
}

export interface SignedAnswer {
  readonly result: SendResult;
  /** Null when no answer came. */
  readonly statusCode: number | null;
  /** What was answered, where it is kept. */
  readonly body: string;
}

export interface SignedPost {
  /** Resolves, it does not throw. */
  send(request: SignedRequest): Promise<SignedAnswer>;
  close(): void;
}

/** POSTs JSON, signed as the Standard Webhooks specification says, to public addresses unless others are allowed. */
export function openSignedPost(settings: SignedPostSettings): SignedPost {
  const url = new URL(settings.url);
  const signers = settings.secrets.map((secret) => new Webhook(secret));
  const agent = createAgent(url, settings);
  return {
    async send({ id, body, headers: more = {}, now, signal }) {
      try {
        if (!settings.allowPrivateAddresses) refusePrivateLiteral(url);
        const timestamp = new Date(now);
        const headers = {
          ...more,
          'content-type': 'application/json',
          'user-agent': 'Throughline',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(now / 1_000)),
          'webhook-signature': signers.map((signer) => signer.sign(id, timestamp, body)).join(' '),
        };
        const posted = await withinSeconds(settings.timeoutSeconds, signal, (limit) =>
          post(url, body, { headers, agent, signal: limit, keepsBody: settings.keepsBody ?? false }),
        );
        return { result: classifyAnswer(posted, now), statusCode: posted.status, body: posted.body };
      } catch (error) {
        return { result: classifyFailure(error), statusCode: null, body: '' };
      }
    },
    close: () => agent.destroy(),
  };
}

/** One timer that is cleared; a signal with a time of its own stays until that is over, thousands of them at a high rate. */
async function withinSeconds<T>(
  seconds: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inner = new AbortController();
  const abort = () => inner.abort();
  const timer = setTimeout(abort, seconds * 1_000);
  outer.addEventListener('abort', abort);
  if (outer.aborted) abort();
  try {
    return await work(inner.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', abort);
  }
}

function createAgent(url: URL, { allowPrivateAddresses, concurrency }: SignedPostSettings): HttpAgent {
  const options = {
    keepAlive: true,
    maxSockets: concurrency,
    ...(!allowPrivateAddresses && { lookup: publicLookup }),
  };
  return url.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
}

/** An address that is written as such is never looked up. URL has made one form of all ways to write it. */
function refusePrivateLiteral({ hostname }: URL): void {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) !== 0 && isPrivateAddress(address)) throw new PrivateAddressError(hostname);
}
