import { z } from 'zod';

/**
 * Where a word of consent came from. `identify`: an identify call with the public write key; `consent_manager`: the
 * category preferences of Segment's `context.consent`; `keyword`: a word that she wrote to us, such as STOP; `journey`: a
 * step of a journey decided it; `timer`: nobody said it, its time was over.
 */
export const consentSources = [
  'form',
  'import',
  'api',
  'agent',
  'identify',
  'consent_manager',
  'preference_page',
  'one_click',
  'double_opt_in',
  'keyword',
  'journey',
  'timer',
] as const;
export type ConsentSource = (typeof consentSources)[number];

/** Those that a sender with a secret key may name. */
export const givenConsentSources = ['form', 'import', 'api', 'agent'] as const;

/** What shows that she said it. Kept for good with the fact, never in the profile's document. */
export const consentProof = z.object({
  /** The words beside the box that she ticked, or of the page. */
  text: z.string().max(2_000).optional(),
  textVersion: z.string().max(64).optional(),
  /** Of the text, as a BCP 47 tag. */
  language: z.string().max(35).optional(),
  url: z.string().max(2_000).optional(),
  ip: z.string().max(45).optional(),
  userAgent: z.string().max(500).optional(),
  /** Of a word that she wrote to us: from which address, and the id of her message. */
  address: z.string().max(320).optional(),
  inboundMessage: z.string().max(200).optional(),
  /** A reason or a remark. */
  note: z.string().max(500).optional(),
  /** Whoever did it in her name: a member of the team or an API key. */
  actor: z.string().max(200).optional(),
});
export type ConsentProof = z.infer<typeof consentProof>;

/** Where a consent stands. `pending`: she has not confirmed it yet; `lapsed`: its time is over, or she never confirmed. */
export const consentStandings = ['granted', 'denied', 'pending', 'lapsed'] as const;
export type ConsentStanding = (typeof consentStandings)[number];

/** `marketing` leaves what she ordered and asked for; `all` stops every message. */
export const doNotContactScopes = ['marketing', 'all'] as const;
export type DoNotContactScope = (typeof doNotContactScopes)[number];

/** Why an address is on the suppression list. `manual` was added by one of the team, `imported` came with a list. */
export const suppressionReasons = ['bounced', 'complained', 'manual', 'imported'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** What a fact of consent is about; each kind has its own words for how it stands. */
export const consentFactKinds = ['consent', 'pause', 'frequency', 'do_not_contact', 'suppression'] as const;
export type ConsentFactKind = (typeof consentFactKinds)[number];
export const consentFactStatuses = [...consentStandings, 'set', 'lifted', 'ended'] as const;
export type ConsentFactStatus = (typeof consentFactStatuses)[number];
