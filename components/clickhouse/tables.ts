import type { ConsentFactKind, ConsentFactStatus } from '#contracts/consent/consent.ts';
import type { JourneyStepFact } from '#contracts/fact.ts';
import { propertyColumns } from '#contracts/property-columns.ts';
import type { RowOf, Table } from './column.ts';
import { money, text, texts, time, unsigned8, unsigned32, unsigned64, uuid, word } from './column.ts';

/**
 * Where a row comes from: the commit of its lane that wrote it and its number in that commit. It is read back by this
 * place after an uncertain insert, and a row of the same place is the same fact.
 */
const place = { workspace: unsigned32, lane: unsigned8, commit: unsigned64, ordinal: unsigned32 };

// Rows arrive in the order of commits, so each part covers a narrow range and a minmax index skips nearly all parts.
const commitIndex = 'INDEX commit_range commit TYPE minmax GRANULARITY 4';
const profileIndex = 'INDEX profile_bloom profile TYPE bloom_filter(0.01) GRANULARITY 1';
const deliveryIndex = 'INDEX delivery_bloom delivery TYPE bloom_filter(0.01) GRANULARITY 1';

/** By person, because a timeline reads one and a segment groups by it; a count by name reads two thin columns. */
export const eventTable = {
  name: 'event',
  columns: {
    ...place,
    profile: uuid,
    /** Of the strongest identity by which it arrived, empty where it named none of this person's. */
    identity_kind: word(),
    identity_value: text,
    message_id: text,
    type: word<'track' | 'identify'>(),
    name: word(),
    /** JSON text of an object; an identify's traits stand here. */
    properties: text,
    url: text,
    source: word<'live' | 'import'>(),
    /** The import that brought it; empty otherwise. */
    import_id: word(),
    /** JSON text of what the traits were that an import changed by it; empty otherwise. */
    traits_before: text,
    at: time,
    received_at: time,
  },
  derived: propertyColumns,
  engine: 'MergeTree',
  orderBy: ['workspace', 'profile', 'at'],
  indexes: [commitIndex, 'INDEX received_range received_at TYPE minmax GRANULARITY 4'],
  clusterPartition: 'toYYYYMM(at)',
} as const satisfies Table;

export const membershipTable = {
  name: 'membership',
  columns: { ...place, profile: uuid, segment: text, change: word<'entered' | 'left'>(), at: time },
  engine: 'MergeTree',
  orderBy: ['workspace', 'segment', 'profile', 'at'],
  indexes: [commitIndex, profileIndex],
} as const satisfies Table;

export const journeyStepTable = {
  name: 'journey_step',
  columns: {
    ...place,
    profile: uuid,
    journey: text,
    version: unsigned32,
    run: text,
    node: text,
    change: word<JourneyStepFact['change']>(),
    branch: word(),
    at: time,
    detail: text,
    /** JSON text of what came from outside with it; empty otherwise. */
    payload: text,
  },
  engine: 'MergeTree',
  orderBy: ['workspace', 'journey', 'version', 'node', 'at'],
  indexes: [commitIndex, profileIndex],
  clusterPartition: 'toYYYYMM(at)',
} as const satisfies Table;

/** By time, because the list of messages and of silences shows the newest first. */
export const decisionTable = {
  name: 'decision',
  columns: {
    ...place,
    profile: uuid,
    delivery: text,
    journey: text,
    run: text,
    node: text,
    message: text,
    outcome: word<'send' | 'held_back' | 'deferred'>(),
    channel: word(),
    reason: word(),
    /** JSON text of an array: each channel's passage through the gates. */
    gates: text,
    at: time,
  },
  engine: 'MergeTree',
  orderBy: ['workspace', 'at'],
  indexes: [commitIndex, profileIndex, deliveryIndex],
  clusterPartition: 'toYYYYMM(at)',
} as const satisfies Table;

export const messageFactTable = {
  name: 'message_fact',
  columns: {
    ...place,
    profile: uuid,
    /** Id of the one delivered message; `queued` and all its receipts share it. */
    delivery: text,
    journey: text,
    run: text,
    node: text,
    message: text,
    channel: word(),
    provider: word(),
    kind: word<
      | 'queued'
      | 'handed_over'
      | 'accepted'
      | 'delivered'
      | 'opened'
      | 'clicked'
      | 'replied'
      | 'unsubscribed'
      | 'complained'
      | 'bounced'
      | 'failed'
      | 'expired'
      | 'cancelled'
      | 'held_back'
    >(),
    reason: word(),
    link: text,
    at: time,
  },
  engine: 'MergeTree',
  orderBy: ['workspace', 'at', 'delivery'],
  indexes: [commitIndex, profileIndex, deliveryIndex],
  clusterPartition: 'toYYYYMM(at)',
} as const satisfies Table;

export const orderFactTable = {
  name: 'order_fact',
  columns: {
    ...place,
    profile: uuid,
    order_id: text,
    value: money,
    currency: word(),
    item_count: unsigned32,
    at: time,
    source: word<'live' | 'import'>(),
    import_id: word(),
    /** Empty when no message is credited with the order; then `touch_at` is 0. */
    attributed_delivery: text,
    attributed_journey: text,
    attributed_message: text,
    attributed_channel: word(),
    attribution_model: word(),
    touch: word<'clicked' | 'opened' | ''>(),
    touch_at: time,
  },
  engine: 'MergeTree',
  orderBy: ['workspace', 'at', 'order_id'],
  indexes: [commitIndex, profileIndex],
  clusterPartition: 'toYYYYMM(at)',
} as const satisfies Table;

/** The newest picture of each person; read with FINAL and `deleted = 0`. */
export const profileFactTable = {
  name: 'profile_fact',
  columns: {
    ...place,
    profile: uuid,
    revision: unsigned64,
    /** JSON text of an object. */
    traits: text,
    /** JSON text of an array of {kind, value}. */
    identities: text,
    first_seen_at: time,
    updated_at: time,
    /** Lower-cased text of identities and traits, for search by substring: what is not personal first, then names and addresses. */
    search: text,
    /** Bytes of it in which nothing personal stands, and in which nothing sensitive does; see core/profile/search-text.ts. */
    search_open: unsigned32,
    search_contact: unsigned32,
    /** JSON text of an array of {id, since, traits}: the companies that the person is in, as her document has them. */
    companies: text,
    company_ids: texts,
    /** Her own; empty where none was told. */
    time_zone: word(),
    /** JSON text of an object: what conditions ask beside traits. See core/profile/known.ts. */
    known: text,
    /** Which form of picture it is: what columns hold that older ones lack. 0 before this column was there. */
    picture_format: unsigned8,
    deleted: unsigned8,
  },
  engine: 'ReplacingMergeTree',
  version: 'revision',
  orderBy: ['workspace', 'profile'],
  // Pairs of characters and not words, because Chinese names have two or three characters and no spaces.
  indexes: [
    commitIndex,
    'INDEX search_text search TYPE text(tokenizer = ngrams(2))',
    'INDEX company_bloom company_ids TYPE bloom_filter(0.01) GRANULARITY 1',
  ],
} as const satisfies Table;

/** The newest picture of each company; read with FINAL and `deleted = 0`. Its members stand in profile_fact. */
export const companyFactTable = {
  name: 'company_fact',
  columns: {
    ...place,
    /** The id of the company's own subject. */
    profile: uuid,
    /** As `group` calls name it. */
    company: text,
    revision: unsigned64,
    /** JSON text of an object. */
    traits: text,
    first_seen_at: time,
    updated_at: time,
    /** Lower-cased text of its id and name. */
    search: text,
    deleted: unsigned8,
  },
  engine: 'ReplacingMergeTree',
  version: 'revision',
  orderBy: ['workspace', 'company'],
  indexes: [commitIndex],
} as const satisfies Table;

/**
 * Which person a profile is today. A merge writes (loser, winner); undoing it writes the loser with itself under a
 * higher revision. Kept resolved: when a winner loses in turn, resolveAliases points its old losers to the new winner
 * under the next revision, so a revision is the commit times 1,000.
 */
export const aliasFactTable = {
  name: 'alias_fact',
  columns: { ...place, from_profile: uuid, to_profile: uuid, revision: unsigned64, at: time },
  engine: 'ReplacingMergeTree',
  version: 'revision',
  orderBy: ['workspace', 'from_profile'],
  indexes: [commitIndex],
} as const satisfies Table;

/** Merges and their undoing as documents went through them; the place of a row is the cut that a recount needs. */
export const mergeFactTable = {
  name: 'merge_fact',
  columns: {
    ...place,
    profile: uuid,
    other: uuid,
    change: word<'absorbed' | 'parted' | 'restored'>(),
    id: text,
    at: time,
  },
  engine: 'MergeTree',
  orderBy: ['workspace', 'profile', 'at'],
  indexes: [commitIndex],
} as const satisfies Table;

/** A stimulus that changed nothing, and why. */
export const dropTable = {
  name: 'drop_fact',
  columns: { ...place, profile: uuid, id: text, reason: word(), detail: text, at: time },
  engine: 'MergeTree',
  orderBy: ['workspace', 'at'],
  indexes: [commitIndex, profileIndex],
  clusterPartition: 'toYYYYMM(at)',
} as const satisfies Table;

/** By person: her history of consent is read with its proof, which nothing else is asked for. */
export const consentFactTable = {
  name: 'consent_fact',
  columns: {
    ...place,
    profile: uuid,
    kind: word<ConsentFactKind>(),
    channel: word(),
    /** Empty for a whole channel. */
    topic: text,
    status: word<ConsentFactStatus>(),
    source: word(),
    /** The scope of a do-not-contact, the days of a frequency, the reason of a suppression. */
    detail: text,
    /** Until when it holds; 0 where that is open. */
    until: time,
    /** The words that she was shown, of which version and in which language. */
    shown_text: text,
    text_version: word(),
    language: word(),
    url: text,
    ip: text,
    user_agent: text,
    /** Of a word that she wrote to us: from where, and the id of her message. */
    address: text,
    inbound_message: text,
    note: text,
    actor: text,
    import_id: word(),
    /** JSON text of the word that stood before one of an import; empty otherwise. */
    word_before: text,
    at: time,
    received_at: time,
  },
  engine: 'MergeTree',
  orderBy: ['workspace', 'profile', 'at'],
  indexes: [commitIndex],
} as const satisfies Table;

export const tables = [
  eventTable,
  membershipTable,
  journeyStepTable,
  decisionTable,
  messageFactTable,
  orderFactTable,
  profileFactTable,
  aliasFactTable,
  mergeFactTable,
  dropTable,
  consentFactTable,
  companyFactTable,
] as const;

export type TableName = (typeof tables)[number]['name'];
export type EventRow = RowOf<typeof eventTable>;
export type MembershipRow = RowOf<typeof membershipTable>;
export type JourneyStepRow = RowOf<typeof journeyStepTable>;
export type DecisionRow = RowOf<typeof decisionTable>;
export type MessageFactRow = RowOf<typeof messageFactTable>;
export type OrderFactRow = RowOf<typeof orderFactTable>;
export type ProfileFactRow = RowOf<typeof profileFactTable>;
export type AliasFactRow = RowOf<typeof aliasFactTable>;
export type MergeFactRow = RowOf<typeof mergeFactTable>;
export type DropRow = RowOf<typeof dropTable>;
export type ConsentFactRow = RowOf<typeof consentFactTable>;
export type CompanyFactRow = RowOf<typeof companyFactTable>;
