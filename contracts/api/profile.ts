import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { consentStandings, doNotContactScopes, suppressionReasons } from '../consent/consent.ts';
import { jsonObject } from '../json.ts';
import { lifecycleStages } from '../lifecycle.ts';
import { peopleMoveText } from '../people-move.ts';
import { holdReasons } from '../reason.ts';
import { rfmCellsText, rfmScoring } from '../rfm.ts';
import { instantText, listQuery, page } from './list.ts';

/**
 * `search` finds an exact identity or profile id, and else people with all its words anywhere among identities and traits;
 * `city:York` asks one trait. Viewers find nobody by what they may not see.
 */
export const profileListQuery = listQuery.extend({
  search: z.string().max(200).optional(),
  segment: z.string().max(64).optional(),
  journey: z.string().max(64).optional(),
  node: z.string().max(64).optional(),
  /** Cells of recency, frequency and value, as in `55,54`. */
  rfm: rfmCellsText.optional(),
  persona: z.string().max(64).optional(),
  /** Who is on an uploaded list. */
  list: z.string().max(64).optional(),
  /** Who entered or left a segment, or went from one to another: `since~until~from~to`. */
  moved: peopleMoveText.optional(),
});
export type ProfileListQuery = z.infer<typeof profileListQuery>;

export const profileListItem = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  userId: z.string().nullable(),
  firstSeenAt: instantText,
  lastSeenAt: instantText,
  orders: z.number().int(),
  value: z.number(),
});
export type ProfileListItem = z.infer<typeof profileListItem>;
export const profileList = page(profileListItem);

const profileRun = z.object({
  id: z.string(),
  journey: z.string(),
  journeyName: z.string(),
  version: z.number().int(),
  node: z.string(),
  nodeKind: z.string(),
  enteredAt: instantText,
  arrivedAt: instantText,
  dueAt: instantText.optional(),
});

const pendingMessage = z.object({
  delivery: z.string(),
  message: z.string(),
  messageName: z.string(),
  journey: z.string(),
  journeyName: z.string(),
  node: z.string(),
  priority: z.number().int(),
  requestedAt: instantText,
  dueAt: instantText,
  /** What it waits for until then. */
  waitsFor: z.enum(holdReasons).optional(),
  expiresAt: instantText,
});

const profileSend = z.object({
  delivery: z.string(),
  message: z.string(),
  messageName: z.string(),
  journey: z.string(),
  journeyName: z.string(),
  node: z.string(),
  channel: channelSchema,
  status: z.enum(['reserved', 'handed_over', 'released']),
  at: instantText,
  openedAt: instantText.optional(),
  clickedAt: instantText.optional(),
});

/** One person as the workers know her now. */
export const profile = z.object({
  id: z.string(),
  /** Set when she was merged: the rest is what stood at that time, the person of today has this id. */
  mergedInto: z.string().optional(),
  name: z.string(),
  identities: z.array(z.object({ kind: z.string(), value: z.string() })),
  traits: jsonObject,
  firstSeenAt: instantText,
  lastSeenAt: instantText,
  timeZone: z.string().optional(),
  locale: z.string().optional(),
  /** Per channel: may marketing reach her, and if not, the first reason. `address` is where it would go. */
  reachability: z.array(
    z.object({
      channel: channelSchema,
      reachable: z.boolean(),
      address: z.string().optional(),
      reason: z
        .enum([
          ...(['channel_off', 'unreachable', 'suppressed', 'do_not_contact', 'paused', 'no_consent'] as const),
          'restricted',
          ...(['topic_denied', 'double_opt_in_pending', 'consent_lapsed'] as const),
        ])
        .optional(),
    }),
  ),
  consents: z.array(
    z.object({
      channel: channelSchema,
      topic: z.string().optional(),
      status: z.enum(consentStandings),
      at: instantText,
      source: z.string(),
      /** When a yes ends, or the time to confirm it; absent where it lasts. */
      endsAt: instantText.optional(),
    }),
  ),
  suppressions: z.array(
    z.object({
      channel: channelSchema,
      reason: z.enum(suppressionReasons),
      at: instantText,
      /** Of an address that she used before and does not use now. */
      earlierAddress: z.boolean(),
    }),
  ),
  doNotContact: z
    .object({
      scope: z.enum(doNotContactScopes),
      at: instantText,
      source: z.string(),
      until: instantText.optional(),
      reason: z.string().optional(),
      actor: z.string().optional(),
    })
    .optional(),
  /** Nothing is done with what is known of her. */
  restricted: z.object({ at: instantText, reason: z.string(), actor: z.string() }).optional(),
  pausedUntil: instantText.optional(),
  /** At most one marketing message in so many days, as she asked. */
  daysBetween: z.number().int().optional(),
  segments: z.array(z.object({ id: z.string(), name: z.string(), since: instantText })),
  /** The stage of her lifecycle; absent where none is. `setBy`: the journey that put her there, whatever the rules say. */
  lifecycle: z
    .object({
      stage: z.enum(lifecycleStages),
      since: instantText,
      setBy: z.object({ journey: z.string(), journeyName: z.string() }).optional(),
    })
    .optional(),
  /** Where she responds most; absent where she never did. */
  preferredChannel: channelSchema.optional(),
  /** As the traits tell it, and the Gregorian day on which it is next, in her time zone. */
  birthday: z
    .object({
      calendar: z.enum(['solar', 'lunar']),
      month: z.number().int(),
      day: z.number().int(),
      leapMonth: z.boolean(),
      next: z.iso.date().optional(),
    })
    .optional(),
  /** The companies that she is in; the one that she joined first before the others. */
  companies: z.array(z.object({ id: z.string(), name: z.string(), since: instantText })),
  /** What the workspace computes of people; the values stand among the traits. */
  computedTraits: z.array(z.object({ id: z.string(), name: z.string() })),
  runs: z.array(profileRun),
  pending: z.array(pendingMessage),
  /** Newest first. */
  sends: z.array(profileSend),
  orders: z.object({ count: z.number().int(), value: z.number(), lastAt: instantText.optional() }),
  /** Absent without orders, and where the workspace has too few customers for fifths. */
  rfm: rfmScoring.optional(),
  currency: z.string(),
});
export type Profile = z.infer<typeof profile>;
