import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import {
  consentFactKinds,
  consentFactStatuses,
  consentProof,
  doNotContactScopes,
  givenConsentSources,
  suppressionReasons,
} from '../consent/consent.ts';
import { workspaceSettings } from '../settings.ts';
import { languageSchema } from '../topic.ts';
import { instantText, listQuery, newestFirstQuery, page } from './list.ts';

const instantGiven = z.iso.datetime({ offset: true });

/** One word about a channel, or about a topic in it; without a topic it is about the whole channel. */
const consentWord = z.object({
  channel: channelSchema,
  topic: z.string().min(1).max(64).optional(),
  status: z.enum(['granted', 'denied']),
  /** She has confirmed it from the address already, so no double opt-in is asked for. */
  confirmed: z.literal(true).optional(),
  /** A yes until then. */
  expiresAt: instantGiven.optional(),
});

const givenProof = consentProof.omit({ actor: true });

const words = {
  changes: z.array(consentWord).min(1).max(100),
  source: z.enum(givenConsentSources).default('api'),
  proof: givenProof.default({}),
  /** When she said it; now where it is left out. */
  at: instantGiven.optional(),
};

/** `person` says whose word it is; somebody who is not known yet becomes known by it. */
export const giveConsentRequest = z.object({
  person: z
    .object({
      userId: z.string().min(1).max(200).optional(),
      email: z.string().min(3).max(320).optional(),
      phone: z.string().min(3).max(40).optional(),
    })
    .refine(({ userId, email, phone }) => userId ?? email ?? phone, { message: 'name a userId, an email or a phone' }),
  /** Language of hers, as a BCP 47 tag: in which she is asked to confirm. */
  locale: z.string().max(35).optional(),
  ...words,
});
export type GiveConsentRequest = z.infer<typeof giveConsentRequest>;

export const setConsentRequest = z.object({
  ...words,
  changes: z.array(consentWord).max(100).default([]),
  /** No marketing until then; null ends a pause. */
  pausedUntil: instantGiven.nullable().optional(),
  /** At most one marketing message in so many days; null ends it. */
  daysBetween: z.number().int().min(1).max(30).nullable().optional(),
});
export type SetConsentRequest = z.infer<typeof setConsentRequest>;

/** Stored; it takes effect within milliseconds, when the person's lane has it. */
export const consentTaken = z.object({ accepted: z.literal(true) });

export const doNotContactRequest = z.object({
  scope: z.enum(doNotContactScopes),
  reason: z.string().min(1).max(500),
  until: instantGiven.optional(),
});
export type DoNotContactRequest = z.infer<typeof doNotContactRequest>;

export const consentHistoryQuery = newestFirstQuery;
export type ConsentHistoryQuery = z.infer<typeof consentHistoryQuery>;

/** One word with its proof. `ip` and `userAgent` are shown to administrators only. */
export const consentRecord = z.object({
  id: z.string(),
  at: instantText,
  receivedAt: instantText,
  kind: z.enum(consentFactKinds),
  channel: channelSchema.nullable(),
  topic: z.string().nullable(),
  status: z.enum(consentFactStatuses),
  source: z.string(),
  detail: z.string(),
  until: instantText.nullable(),
  proof: consentProof,
});
export type ConsentRecord = z.infer<typeof consentRecord>;
export const consentHistory = page(consentRecord);

export const suppressionEntry = z.object({
  /** SHA-256 of the normalised address, in hexadecimal. */
  hash: z.string(),
  channel: channelSchema,
  /** Null where only the hash is known. */
  address: z.string().nullable(),
  reason: z.enum(suppressionReasons),
  note: z.string(),
  addedBy: z.string(),
  addedAt: instantText,
});
export type SuppressionEntry = z.infer<typeof suppressionEntry>;

const suppressionFilter = {
  channel: channelSchema.optional(),
  reason: z.enum(suppressionReasons).optional(),
};
/** `search` finds addresses that begin with it, and a whole address that is only known by its hash. */
export const suppressionListQuery = listQuery.extend({
  ...suppressionFilter,
  search: z.string().max(320).optional(),
});
export type SuppressionListQuery = z.infer<typeof suppressionListQuery>;
export const suppressionList = page(suppressionEntry).extend({
  /** On the list, whatever is searched for. */
  total: z.number().int(),
});

export const suppressionExportQuery = z.object(suppressionFilter);

/** Addresses of one channel, or their hashes as 64 hexadecimal digits; each line of a file is one. */
export const addSuppressionsRequest = z.object({
  channel: channelSchema.exclude(['webhook']),
  addresses: z.array(z.string().max(500)).min(1).max(50_000),
  reason: z.enum(['manual', 'imported']).default('manual'),
  note: z.string().max(500).default(''),
});
export type AddSuppressionsRequest = z.infer<typeof addSuppressionsRequest>;

export const suppressionsAdded = z.object({
  added: z.number().int(),
  /** On the list before. */
  known: z.number().int(),
  /** Lines that are neither an address of the channel nor a hash; the first of them. */
  refused: z.array(z.object({ line: z.number().int(), text: z.string() })),
  refusedCount: z.number().int(),
});
export type SuppressionsAdded = z.infer<typeof suppressionsAdded>;

export const suppressionParameters = z.object({
  channel: channelSchema,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** How the pages and the message that asks to confirm would look under these settings. */
export const consentPreviewRequest = z.object({ settings: workspaceSettings, language: languageSchema });
export const consentPreview = z.object({
  preferenceCentre: z.string(),
  confirmation: z.object({ subject: z.string(), html: z.string(), sms: z.string() }),
});
export type ConsentPreview = z.infer<typeof consentPreview>;
