import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { consentStandings, doNotContactScopes, suppressionReasons } from '../consent/consent.ts';

const topic = z.string().min(1).max(64);

/** Where her newest word about a channel, or about a topic in it, stands; `none` where she never said one. */
export const consentCondition = z.object({
  type: z.literal('consent'),
  channel: channelSchema,
  topic: topic.optional(),
  status: z.enum([...consentStandings, 'none']),
});

/** Whether marketing of a topic, or where that is absent of any, can reach her on a channel: what the profile page shows. */
export const reachableCondition = z.object({
  type: z.literal('reachable'),
  channel: channelSchema,
  topic: topic.optional(),
});

/** Her address on a channel must not be used; for any reason where that is absent. */
export const suppressedCondition = z.object({
  type: z.literal('suppressed'),
  channel: channelSchema,
  reason: z.enum(suppressionReasons).optional(),
});

/** An order that nobody writes to her is in force; of either scope where that is absent. */
export const doNotContactCondition = z.object({
  type: z.literal('do_not_contact'),
  scope: z.enum(doNotContactScopes).optional(),
});

/** Why marketing cannot reach somebody, as an explanation says it: the first gate that stops it. */
export const reachabilityObstacles = [
  'channel_off',
  'restricted',
  'no_address',
  'suppressed',
  'do_not_contact',
  'paused',
  'no_consent',
] as const;
export type ReachabilityObstacle = (typeof reachabilityObstacles)[number];
