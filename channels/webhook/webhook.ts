import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { ChannelAdapter, ChannelProvider, SendOptions, SendResult } from '../port.ts';
import { trackInFlight } from '../track-in-flight.ts';
import { classifyAnswer, classifyFailure } from './classify.ts';
import { post } from './post.ts';
import { isPrivateAddress } from './private-addresses.ts';
import { PrivateAddressError, publicLookup } from './public-lookup.ts';
import { readWebhookReceipts } from './receipts.ts';
import { type WebhookSettings, webhookSettings } from './settings.ts';

const longestBody = 256 * 1_024;

/** JSON to an address of the user's own, signed as the Standard Webhooks specification says. */
export const webhookProvider: ChannelProvider<typeof webhookSettings> = {
  name: 'webhook',
  channels: ['webhook'],
  settings: webhookSettings,
  secrets: ['secret'],
  open: (_channel, settings) => openWebhook(settings),
};

function openWebhook(settings: WebhookSettings): ChannelAdapter {
  const url = new URL(settings.url);
  const signer = new Webhook(settings.secret);
  const agent = createAgent(url, settings);
  const inFlight = trackInFlight();

  async function call(body: string, id: string, reference: string, options: Call): Promise<SendResult> {
    const { now, signal } = options;
    try {
      if (!settings.allowPrivateAddresses) refusePrivateLiteral(url);
      const timestamp = new Date(now);
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Throughline',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now / 1_000)),
        'webhook-signature': signer.sign(id, timestamp, body),
        // By which the receiver names the message when it reports what became of it.
        ...(reference !== '' && { 'throughline-reference': reference }),
      };
      return classifyAnswer(
        await withinSeconds(settings.timeoutSeconds, signal, (limit) =>
          post(url, body, { headers, agent, signal: limit }),
        ),
        now,
      );
    } catch (error) {
      return classifyFailure(error);
    }
  }

  return {
    provider: 'webhook',
    capabilities: {
      concurrency: settings.concurrency,
      ...(settings.messagesPerSecond !== undefined && { perSecond: settings.messagesPerSecond }),
    },
    send: ({ content, reference = '' }, { idempotencyKey, signal, now }) =>
      inFlight.track(async () => {
        if (content.channel !== 'webhook') return { type: 'drop', reason: 'wrong_channel' };
        if (Buffer.byteLength(content.body) > longestBody) return { type: 'drop', reason: 'too_large' };
        return await call(content.body, idempotencyKey, reference, { now, signal });
      }),
    readReceipts: async (request) => readWebhookReceipts(signer, request),
    async close() {
      await inFlight.settled();
      agent.destroy();
    },
  };
}

type Call = Pick<SendOptions, 'now' | 'signal'>;

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

function createAgent(url: URL, { allowPrivateAddresses, concurrency }: WebhookSettings): HttpAgent {
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
