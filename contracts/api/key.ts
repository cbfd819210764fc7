import { z } from 'zod';
import { instantText } from './list.ts';

export const roleSchema = z.enum(['admin', 'viewer']);
export type Role = z.infer<typeof roleSchema>;

/** Of an API key. `point_of_sale` opens only what a till needs: it lies in shops, where others can reach it. */
export const keyRoleSchema = z.enum([...roleSchema.options, 'point_of_sale']);
export type KeyRole = z.infer<typeof keyRoleSchema>;

/** Far above what a shop sends; it guards against a client that runs wild. */
export const defaultEventsPerSecond = 50_000;

export const mostEventsPerSecond = 1_000_000;

/** On average; twice as many at once. More is answered with 429. */
const eventsPerSecond = z.int().min(1).max(mostEventsPerSecond);

/** A write key is public: it stands in the source of every web page. It can send events and read nothing. */
const writeKey = z.object({
  id: z.string(),
  name: z.string(),
  key: z.string(),
  eventsPerSecond: eventsPerSecond.optional(),
  /** Events that were answered with 429 since the server started; null where none was. */
  refused: z.object({ events: z.int(), lastAt: instantText }).nullable(),
  createdAt: instantText,
});

/** Only its beginning is kept readable. */
const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  role: keyRoleSchema,
  createdAt: instantText,
  lastUsedAt: instantText.nullable(),
});

export const keyList = z.object({ writeKeys: z.array(writeKey), apiKeys: z.array(apiKey) });
export type KeyList = z.infer<typeof keyList>;

export const createKeyRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('write'),
    name: z.string().min(1).max(100),
    eventsPerSecond: eventsPerSecond.default(defaultEventsPerSecond),
  }),
  z.object({ kind: z.literal('api'), name: z.string().min(1).max(100), role: keyRoleSchema.default('admin') }),
]);
export type CreateKeyRequest = z.input<typeof createKeyRequest>;

export const changeWriteKeyRequest = z.object({ eventsPerSecond });

/** `key` in full: for an API key this is the only time that it is shown. */
export const createdKey = z.object({
  id: z.string(),
  kind: z.enum(['write', 'api']),
  name: z.string(),
  key: z.string(),
  createdAt: instantText,
});
export type CreatedKey = z.infer<typeof createdKey>;
