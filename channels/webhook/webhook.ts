import { Webhook } from 'standardwebhooks';
import type { ChannelAdapter, ChannelProvider } from '../port.ts';
import { trackInFlight } from '../track-in-flight.ts';
import { readWebhookPost } from './posted.ts';
import { type WebhookSettings, webhookSettings } from './settings.ts';
import { openSignedPost } from './signed-post.ts';

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
  const signer = new Webhook(settings.secret);
  const endpoint = openSignedPost({ ...settings, secrets: [settings.secret] });
  const inFlight = trackInFlight();

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
        // By which the receiver names the message when it reports what became of it.
        const headers = reference === '' ? {} : { 'throughline-reference': reference };
        const { result } = await endpoint.send({ id: idempotencyKey, body: content.body, headers, now, signal });
        return result;
      }),
    readReceipts: async (request) => readWebhookPost(signer, request),
    async close() {
      await inFlight.settled();
      endpoint.close();
    },
  };
}
