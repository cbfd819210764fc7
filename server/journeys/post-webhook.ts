import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { openSignedPost, type SignedPost } from '#channels/webhook/signed-post.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { PostWebhook } from '#flow/ask/call-webhook.ts';

const mostOpen = 100;
const timeoutSeconds = 10;
const concurrency = 20;
const retryMilliseconds = 5_000;

/** By which receivers know that a journey of this workspace asks; as the Standard Webhooks specification writes secrets. */
export function journeyWebhookSecret(secretKey: Uint8Array, workspace: WorkspaceId): string {
  return `whsec_${createHmac('sha256', secretKey).update(`journey-webhook:${workspace}`).digest('base64')}`;
}

export interface WebhookPoster {
  readonly post: PostWebhook;
  close(): void;
}

/** Posts what journeys ask, signed, to public addresses; connections to those that were asked last stay open. */
export function openWebhookPoster(
  secretKey: Uint8Array,
  clock: () => Instant,
  { allowPrivateAddresses = false }: { readonly allowPrivateAddresses?: boolean } = {},
): WebhookPoster {
  const open = new LRUCache<string, SignedPost>({ max: mostOpen, dispose: (endpoint) => endpoint.close() });
  const endpointOf = (workspace: WorkspaceId, url: string): SignedPost => {
    const key = `${workspace} ${url}`;
    const known = open.get(key);
    if (known) return known;
    const secrets = [journeyWebhookSecret(secretKey, workspace)];
    const settings = { url, secrets, allowPrivateAddresses, timeoutSeconds, concurrency, keepsBody: true };
    const endpoint = openSignedPost(settings);
    open.set(key, endpoint);
    return endpoint;
  };
  return {
    async post({ workspace, url, id, body }, signal) {
      const now = clock();
      const { result, body: answer } = await endpointOf(workspace, url).send({ id, body, now, signal });
      if (result.type === 'accepted') return { type: 'answered', body: answer };
      if (result.type !== 'retry') return { type: 'refused' };
      return { type: 'retry', at: now + (result.afterMilliseconds ?? retryMilliseconds) };
    },
    close: () => open.clear(),
  };
}
