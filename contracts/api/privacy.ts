import { z } from 'zod';
import { erasureHorizons, privacyActions, privacyCauses, privacyKinds, privacyStatuses } from '../privacy.ts';
import { instantText, listQuery, page } from './list.ts';

/** `keepSuppressed`: her addresses stay on the suppression list, as hashes, so that nobody writes to her again. */
export const eraseRequest = z.object({ keepSuppressed: z.boolean().default(false) });

export const restrictRequest = z.object({ reason: z.string().trim().min(1).max(500) });

/** How many rows of a kind; the words are those of the receipt. */
const counts = z.record(z.string(), z.int());

export const privacyRequest = z.object({
  id: z.uuid(),
  kind: z.enum(privacyKinds),
  cause: z.enum(privacyCauses),
  batch: z.uuid().nullable(),
  /** After an erasure an id that leads to nothing. */
  profile: z.uuid().nullable(),
  keepSuppressed: z.boolean(),
  status: z.enum(privacyStatuses),
  /** Share of the work that is done, 0 to 1. */
  progress: z.number(),
  error: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: instantText,
  finishedAt: instantText.nullable(),
  /** When nothing of an erased person was left anywhere. */
  closedAt: instantText.nullable(),
  /** Size of an export's file, until it is removed. */
  bytes: z.int().nullable(),
  fileUntil: instantText.nullable(),
});
export type PrivacyRequest = z.infer<typeof privacyRequest>;

export const privacyRequestQuery = listQuery.extend({
  kind: z.enum(privacyKinds).optional(),
  batch: z.uuid().optional(),
  profile: z.uuid().optional(),
});
export const privacyRequestList = page(privacyRequest);

/** What an erasure did, without a word about whom. */
export const erasureReceipt = z.object({
  format: z.literal('throughline-erasure-receipt'),
  version: z.literal(1),
  id: z.uuid(),
  requestedBy: z.string(),
  requestedAt: instantText,
  /** From here on nothing that is older comes in again. */
  erasedAt: instantText.nullable(),
  finishedAt: instantText.nullable(),
  closedAt: instantText.nullable(),
  profiles: z.int(),
  keptOnSuppressionList: z.boolean(),
  /** What was removed where: rows of PostgreSQL by kind, facts of ClickHouse by table. */
  rows: counts,
  facts: counts,
  /** What may still hold something of her, until when at the latest, and when it was found to be past. */
  horizons: z.array(
    z.object({ horizon: z.enum(erasureHorizons), until: instantText, passedAt: instantText.nullable() }),
  ),
});
export type ErasureReceipt = z.infer<typeof erasureReceipt>;

export const createBatchRequest = z.object({
  kind: z.enum(privacyKinds),
  keepSuppressed: z.boolean().default(false),
  /** One person a line: a user id, e-mail, phone or any other identity of the workspace, or a profile id. */
  people: z.string().min(1).max(900_000),
});

export const privacyBatch = z.object({
  id: z.uuid(),
  kind: z.enum(privacyKinds),
  total: z.int(),
  done: z.int(),
  notFound: z.int(),
  ambiguous: z.int(),
  failed: z.int(),
  requestedBy: z.string(),
  requestedAt: instantText,
});
export type PrivacyBatch = z.infer<typeof privacyBatch>;
export const privacyBatchList = z.object({ items: z.array(privacyBatch) });

export const privacyAuditQuery = listQuery;
export const privacyAuditEntry = z.object({
  at: instantText,
  actor: z.string(),
  action: z.enum(privacyActions),
  request: z.uuid().nullable(),
  profile: z.uuid().nullable(),
  detail: z.string(),
});
export type PrivacyAuditEntry = z.infer<typeof privacyAuditEntry>;
export const privacyAuditList = page(privacyAuditEntry);

const days = (least: number, most: number) => z.int().min(least).max(most);

/** For how many days; null keeps for ever. What is imported ages by its own time, like what is live. */
export const retentionRules = z.object({
  /** Events and orders, by their time. */
  events: days(30, 36_500).nullable().default(null),
  /** Decisions, messages and what became of them, and what was not taken. */
  messages: days(30, 36_500).nullable().default(null),
  /** People of whom no user id, e-mail or phone is known, after so many days without anything from them. */
  anonymousPeople: days(1, 36_500).nullable().default(null),
  /** Everybody, after so many days without anything from them. */
  people: days(30, 36_500).nullable().default(null),
  sandbox: days(1, 365).default(30),
  log: days(1, 7).default(7),
  /** For how long your own backups are kept: a receipt closes no sooner. */
  backups: days(0, 3_650).default(30),
});
export type RetentionRules = z.infer<typeof retentionRules>;

export const retention = z.object({
  rules: retentionRules,
  revision: z.int(),
  updatedBy: z.string().nullable(),
  updatedAt: instantText.nullable(),
});
export type Retention = z.infer<typeof retention>;
export const saveRetentionRequest = z.object({ rules: retentionRules, revision: z.int() });

/** What the rules would remove now. */
export const retentionPreview = z.object({
  events: z.int(),
  messages: z.int(),
  anonymousPeople: z.int(),
  people: z.int(),
  sandbox: z.int(),
});
export type RetentionPreview = z.infer<typeof retentionPreview>;

const retentionRun = z.object({
  id: z.uuid(),
  startedAt: instantText,
  finishedAt: instantText.nullable(),
  removed: counts,
});
export const retentionRunList = z.object({ items: z.array(retentionRun) });
