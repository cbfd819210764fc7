import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { webhookChecks } from '#contracts/source.ts';

type Check = (typeof webhookChecks)[number];

/**
 * Each signs the body as it is sent with HMAC-SHA256 and writes it as base64. Sources:
 * https://shopify.dev/docs/apps/build/webhooks/subscribe/https,
 * https://developer.woocommerce.com/docs/apis/rest-api/v2/webhooks/,
 * https://developer.shopline.com/docs/apps/api-instructions-for-use/generate-and-verify-signatures
 */
const signatureHeaders: { readonly [Name in Exclude<Check, 'secret' | 'youzan'>]: string } = {
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

export function isGenuine(check: Check, secret: string, proof: Proof, clientId = ''): boolean {
  if (check === 'secret') return proof.secret !== undefined && isSame(proof.secret, secret);
  if (check === 'youzan') return isOfYouzan(clientId, secret, proof);
  const given = proof.headers[signatureHeaders[check]];
  if (given === undefined) return false;
  const expected = createHmac('sha256', secret).update(proof.body);
  // Shopline's own documentation gives hexadecimal digits for calls and base64 for webhooks; either is as hard to guess.
  const digest = expected.digest();
  return isSame(given, digest.toString('base64')) || (check === 'shopline' && isSame(given, digest.toString('hex')));
}

const youzanMessage = z.object({ sign: z.string(), msg: z.string() });

/**
 * 有赞 signs by MD5 over client_id, text and client_secret, as hexadecimal digits. Messages with a header `Event-Sign` sign the whole
 * body (https://doc.youzanyun.com/resource/develop-guide/41355/41536), those with a field `sign` the field `msg` as it stands,
 * percent-encoded (https://developers.youzanyun.com/article/1577262013829).
 */
function isOfYouzan(clientId: string, secret: string, { body, headers }: Proof): boolean {
  const signed = (text: string) => hash('md5', clientId + text + secret);
  const text = body.toString('utf8');
  const header = headers['event-sign'];
  if (header !== undefined && isSame(header.toLowerCase(), signed(text))) return true;
  const { data } = youzanMessage.safeParse(parseJson(text));
  return data !== undefined && isSame((header ?? data.sign).toLowerCase(), signed(data.msg));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Takes the same time wherever they differ. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
