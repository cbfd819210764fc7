import type { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { ProviderReceipt, ReceiptReading, ReceiptRequest } from '../port.ts';
import { inboundList, readInbound } from './inbound.ts';

const mostAtOnce = 1_000;

/** What the receiver of a webhook posts back. `reference` is what the header `throughline-reference` said. */
const receiptList = z
  .array(
    z.strictObject({
      reference: z.string().min(1).max(200),
      type: z.enum(['delivered', 'opened', 'clicked', 'replied', 'unsubscribed', 'complained', 'bounced']),
      /** When it happened; now where it is left out. */
      at: z.iso.datetime({ offset: true }).optional(),
      /** Of a bounce. */
      reason: z
        .string()
        .regex(/^[a-z][a-z0-9_]{0,63}$/, 'write one snake_case word')
        .optional(),
      /** Of a bounce: nothing will ever arrive there, and nothing more is sent. */
      permanent: z.boolean().default(false),
      /** Of a click: where it led. */
      link: z
        .url({ protocol: /^https?$/ })
        .max(2_000)
        .optional(),
    }),
  )
  .min(1)
  .max(mostAtOnce);

/** The body of a call. */
export const webhookPost = z
  .strictObject({ receipts: receiptList.optional(), messages: inboundList.optional() })
  .refine(({ receipts, messages }) => receipts ?? messages, 'write receipts, messages or both');
type PostedReceipt = z.output<typeof receiptList>[number];

/** Signed with the secret that the account shares with the receiver, as the Standard Webhooks specification says. */
export function readWebhookPost(signer: Webhook, { headers, body, now, find }: ReceiptRequest): ReceiptReading {
  const text = Buffer.from(body).toString('utf8');
  try {
    const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': signature = '' } = headers;
    signer.verify(
      text,
      { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature },
      { jsonParse: false },
    );
  } catch (error) {
    return { type: 'not_verified', detail: error instanceof Error ? error.message : String(error) };
  }
  const read = webhookPost.safeParse(parseJson(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    return { type: 'unreadable', detail: `${issue?.path.join('.') || 'the body'}: ${issue?.message}` };
  }
  const { receipts: told = [], messages = [] } = read.data;
  const receipts = told.flatMap((one) => {
    const message = find(one.reference);
    return message ? [{ message, ...said(one, now) }] : [];
  });
  return {
    type: 'read',
    receipts,
    messages: messages.map((message) => readInbound(message, now, find)),
    ignored: told.length - receipts.length,
  };
}

function said({ type, at, reason, permanent, link }: PostedReceipt, now: number): Omit<ProviderReceipt, 'message'> {
  return {
    kind: type,
    at: at === undefined ? now : Math.min(now, Date.parse(at)),
    ...(type === 'bounced' && { reason: reason ?? 'undeliverable', ...(permanent && { permanent }) }),
    ...(type === 'clicked' && link !== undefined && { link }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
