import { z } from 'zod';
import { webhookPost } from '#channels/webhook/posted.ts';

const taken = z.object({ taken: z.int(), ignored: z.int() });

const ofSchema = (schema: z.ZodType) => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
};

/** What an account's own address takes is no part of the management API, and its callers have to know it all the same. */
export function withReceipts<Document extends object>(document: Document): Document {
  const post = {
    tags: ['receipts'],
    summary: 'Takes what became of messages, and what people wrote, for one channel account',
    description:
      'The address is that of `receiptUrl` of the account. A webhook signs as Standard Webhooks says, with the secret of the account.',
    security: [],
    parameters: [
      ...[{ name: 'token', in: 'path', required: true, schema: { type: 'string' } }],
      ...['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
        ...{ name, in: 'header', required: false, schema: { type: 'string' } },
      })),
    ],
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: ofSchema(webhookPost) },
        'message/rfc822': { schema: { type: 'string' } },
      },
    },
    responses: {
      202: { description: 'Stored', content: { 'application/json': { schema: ofSchema(taken) } } },
      401: { description: 'The signature does not fit' },
      404: { description: 'No account has this address' },
    },
  };
  const { paths = {} } = document as { readonly paths?: object };
  return { ...document, paths: { ...paths, '/receipts/{token}': { post } } };
}
