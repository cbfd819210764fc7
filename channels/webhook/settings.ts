import { z } from 'zod';
import { says } from '#contracts/field-problem.ts';

const secretWrong = 'write whsec_ followed by 24 to 64 random bytes as base64';
const rateWrong = 'write how many messages a second it may take, or leave it empty';
const secondsWrong = 'write 1 to 25 seconds';

export const webhookSettings = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'write an address that begins with https://' }).max(2_000),
  /** Shared with the receiver, who checks the signature with it: `whsec_` and 24 to 64 bytes as base64. */
  secret: z.string({ error: secretWrong }).refine(isSecret, says('not_a_signing_secret', secretWrong)),
  /** Only for receivers inside your own network: lets the product call loopback, private and link-local addresses. */
  allowPrivateAddresses: z.boolean().default(false),
  timeoutSeconds: z.number({ error: secondsWrong }).min(1, secondsWrong).max(25, secondsWrong).default(10),
  concurrency: z.int().min(1).max(200).default(20),
  messagesPerSecond: z.number({ error: rateWrong }).positive(rateWrong).max(10_000, 'at most 10000').optional(),
});
export type WebhookSettings = z.output<typeof webhookSettings>;

function isSecret(text: string): boolean {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  if (base64 === undefined) return false;
  const { length } = Buffer.from(base64, 'base64');
  return length >= 24 && length <= 64;
}
