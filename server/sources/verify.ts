import { createHmac, timingSafeEqual } from 'node:crypto';
import type { webhookChecks } from '#contracts/source.ts';

type Check = (typeof webhookChecks)[number];

/**
 * Each signs the body as it is sent with HMAC-SHA256 and writes it as base64. Sources:
 * https://shopify.dev/docs/apps/build/webhooks/subscribe/https,
 * https://developer.woocommerce.com/docs/apis/rest-api/v2/webhooks/,
 * https://developer.shopline.com/docs/apps/api-instructions-for-use/generate-and-verify-signatures
 */
const signatureHeaders: { readonly [Name in Exclude<Check, 'secret'>]: string } = {
  shopify: 'x-shopify-hmac-sha256',
  woocommerce: 'x-wc-webhook-signature',
  shopline: 'x-shopline-hmac-sha256',
};

interface Proof {
  readonly body: Buffer;
  readonly headers: { readonly [name: string]: string };
  /** What stands at the end of the address. */
  readonly secret: string | undefined;
}

export function isGenuine(check: Check, secret: string, proof: Proof): boolean {
  if (check === 'secret') return proof.secret !== undefined && isSame(proof.secret, secret);
  const given = proof.headers[signatureHeaders[check]];
  if (given === undefined) return false;
  const expected = createHmac('sha256', secret).update(proof.body);
  // Shopline's own documentation gives hexadecimal digits for calls and base64 for webhooks; either is as hard to guess.
  const digest = expected.digest();
  return isSame(given, digest.toString('base64')) || (check === 'shopline' && isSame(given, digest.toString('hex')));
}

/** Takes the same time wherever they differ. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
