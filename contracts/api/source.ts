import { z } from 'zod';
import { jsonObject } from '../json.ts';
import { payloadMapping, sourcePresetNames, sourceSecret, sourceSettings, webhookChecks } from '../source.ts';
import { instantText, page } from './list.ts';

const payloadOutcomes = ['accepted', 'refused', 'ignored'] as const;

export const source = z.object({
  id: z.uuid(),
  name: z.string(),
  active: z.boolean(),
  settings: sourceSettings,
  hasSecret: z.boolean(),
  /** Where a webhook is sent to; where the secret stands in the address, it ends with that. */
  url: z.string().nullable(),
  nextAt: instantText.nullable(),
  lastRun: z
    .object({
      startedAt: instantText,
      finishedAt: instantText.nullable(),
      files: z.int(),
      error: z.string().nullable(),
    })
    .nullable(),
  /** The newest that came to a webhook, and what became of it. */
  lastPayload: z.object({ receivedAt: instantText, outcome: z.enum(payloadOutcomes) }).nullable(),
  createdAt: instantText,
});
export type Source = z.infer<typeof source>;

export const sourceList = page(source);

const name = z.string().trim().min(1).max(200);

/** A webhook without a secret gets one, which this answer alone shows. */
export const createSourceRequest = z.object({ name, settings: sourceSettings, secret: sourceSecret.optional() });

export const createdSource = source.extend({ secret: z.string().nullable() });

/** The kind stays; without a secret the one that is there stays. */
export const saveSourceRequest = createSourceRequest.extend({ active: z.boolean() });

export const fetchReasons = [
  'certificate_not_trusted',
  'not_allowed',
  'not_there',
  'private_address',
  'refused',
  'server_stopped',
  'unreachable',
] as const;
export type FetchReason = (typeof fetchReasons)[number];

const sourceRun = z.object({
  id: z.uuid(),
  startedAt: instantText,
  finishedAt: instantText.nullable(),
  files: z.int(),
  /** Why it could not be fetched, where that is known; `error` says it in English with its details. */
  reason: z.enum(fetchReasons).nullable(),
  error: z.string().nullable(),
});
export const sourceRunList = page(sourceRun);

export const sourcePayload = z.object({
  id: z.uuid(),
  receivedAt: instantText,
  outcome: z.enum(payloadOutcomes),
  detail: z.string().nullable(),
  events: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type SourcePayload = z.infer<typeof sourcePayload>;
export const sourcePayloadList = page(sourcePayload);

export const tryPayloadRequest = z.object({
  mapping: payloadMapping,
  body: z.string().max(1_000_000),
  headers: z.record(z.string(), z.string()).default({}),
});

/** What a payload becomes: an event, or why none. */
export const triedPayload = z.object({ event: jsonObject.nullable(), problem: z.string().nullable() });

export const sourcePreset = z.object({
  name: z.enum(sourcePresetNames),
  check: z.enum(webhookChecks),
  mapping: payloadMapping,
  /** A payload as this sender writes it, to try the mapping with. */
  example: z.object({ headers: z.record(z.string(), z.string()), body: z.string() }),
});
export const sourcePresetList = page(sourcePreset);
