import { z } from 'zod';
import { knownCountry } from '../country.ts';
import { importKinds } from '../import.ts';
import { importProgress } from './import.ts';

/** An import whose rows a client sends to /v1/import. The client chooses the id, so that a repeat makes no second record. */
export const beginSentImportRequest = z.object({
  id: z.uuidv7(),
  name: z.string().trim().min(1).max(200),
  bytes: z.int().min(0),
  lines: z.int().min(0),
  kind: z.enum(importKinds),
});
export type BeginSentImportRequest = z.infer<typeof beginSentImportRequest>;

export const sentImportParameter = z.object({ id: z.uuid() });

/** How far its client has come. `paused`: it stopped and may go on. `failed`: the same, and `error` says why. */
export const tellSentImportRequest = z.object({
  status: z.enum(['importing', 'paused', 'failed', 'done']),
  progress: importProgress,
  error: z.string().max(2_000).optional(),
});
export type TellSentImportRequest = z.infer<typeof tellSentImportRequest>;

/**
 * By which import events can be taken back: that of an id, or the one that all calls of a name belong to. `country` is that of
 * phone numbers without a country code, else the workspace's.
 */
export const importQuery = z
  .object({
    import: z.uuid().optional(),
    name: z.string().trim().min(1).max(200).optional(),
    country: knownCountry.optional(),
  })
  .refine((query) => query.import === undefined || query.name === undefined);
