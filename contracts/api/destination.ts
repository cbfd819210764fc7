import { z } from 'zod';
import { batchStatuses, destinationDefinition, pauseReasons, streamKinds } from '../destination.ts';
import { says } from '../field-problem.ts';
import { instantText, listQuery, page } from './list.ts';

export const destination = z.object({
  id: z.string(),
  ...destinationDefinition.shape,
  status: z.enum(['active', 'paused']),
  pauseReason: z.enum(pauseReasons).nullable(),
  /** Set while it takes nothing; with what it answered last. */
  failingSince: instantText.nullable(),
  lastReason: z.string().nullable(),
  lastStatusCode: z.int().nullable(),
  lastDeliveredAt: instantText.nullable(),
  /** Until when the secret of before is signed with too. */
  oldSecretUntil: instantText.nullable(),
  /** Of the last 24 hours. */
  figures: z.object({ items: z.int(), delivered: z.int(), pending: z.int(), failed: z.int() }),
  /** Replays that are under way. */
  replays: z.int(),
  createdAt: instantText,
  revision: z.int(),
});
export type Destination = z.infer<typeof destination>;
export const destinationList = page(destination);

/** The secret is shown this once. */
export const createdDestination = z.object({ destination, secret: z.string() });
export type CreatedDestination = z.infer<typeof createdDestination>;

export const saveDestinationRequest = z.object({ definition: destinationDefinition, revision: z.int() });

export const rotateSecretRequest = z.strictObject({
  /** For so long requests carry a signature by the old secret beside the one by the new. */
  overlapHours: z.int().min(0).max(168).default(24),
});
export const rotatedSecret = z.object({ secret: z.string(), oldSecretUntil: instantText.nullable() });

export const replayRequest = z
  .strictObject({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    ...says('ends_before_it_begins', 'must be after "from"'),
  });
export const replayStarted = z.object({ streams: z.int() });

export const testDestinationResponse = z.object({
  ok: z.boolean(),
  statusCode: z.int().nullable(),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  /** What was sent. */
  body: z.string(),
});
export type TestDestinationResponse = z.infer<typeof testDestinationResponse>;

export const destinationBatchQuery = listQuery.extend({ status: z.enum(batchStatuses).optional() });

/** One request to a destination, with every try. */
export const destinationBatch = z.object({
  id: z.string(),
  kind: z.enum(streamKinds),
  status: z.enum(batchStatuses),
  items: z.int(),
  attempts: z.int(),
  statusCode: z.int().nullable(),
  reason: z.string().nullable(),
  createdAt: instantText,
  lastAttemptAt: instantText.nullable(),
  nextAttemptAt: instantText.nullable(),
});
export type DestinationBatch = z.infer<typeof destinationBatch>;
export const destinationBatchList = page(destinationBatch);
