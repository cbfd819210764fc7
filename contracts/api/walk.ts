import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { journeyChanges } from '../fact.ts';
import { says } from '../field-problem.ts';
import { jsonObject } from '../json.ts';
import { instantText } from './list.ts';

/** Somebody who was made up for the walk, reachable by what she is given. */
const madeUpPerson = z.strictObject({
  type: z.literal('made_up'),
  traits: jsonObject.default({}),
  identities: z
    .array(z.strictObject({ kind: z.string().min(1).max(64), value: z.string().min(1).max(500) }))
    .max(20)
    .default([]),
  timeZone: z.string().max(64).optional(),
  locale: z.string().max(35).optional(),
  consents: z
    .array(z.strictObject({ channel: channelSchema, status: z.enum(['granted', 'denied']) }))
    .max(50)
    .default([]),
});

/** Somebody real with all that is recorded of her until the walk begins. */
const knownPerson = z.strictObject({ type: z.literal('known'), profile: z.string().min(1).max(64) });

const at = z.iso.datetime({ offset: true });

/** What she does, or what becomes of the newest message of a node. */
export const walkDoing = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('event'),
    at,
    name: z.string().min(1).max(200),
    properties: jsonObject.default({}),
  }),
  z.strictObject({ type: z.literal('traits'), at, traits: jsonObject }),
  z.strictObject({
    type: z.literal('message'),
    at,
    node: z.string().min(1).max(64),
    kind: z.enum(['opened', 'clicked', 'bounced', 'unsubscribed']),
  }),
]);
export type WalkDoing = z.infer<typeof walkDoing>;

/** The whole walk so far, and the clock up to which it is to be looked at. Nothing of it is kept. */
export const walkRequest = z
  .strictObject({
    person: z.discriminatedUnion('type', [madeUpPerson, knownPerson]),
    startsAt: at,
    doings: z.array(walkDoing).max(200).default([]),
    clock: at,
  })
  .refine(({ startsAt, clock }) => Date.parse(startsAt) <= Date.parse(clock), {
    path: ['clock'],
    ...says('ends_before_it_begins', 'The clock stands before the beginning; move it on.'),
  })
  .refine(({ startsAt, clock }) => Date.parse(clock) - Date.parse(startsAt) <= 1_100 * 86_400_000, {
    path: ['clock'],
    ...says('period_too_long', 'A walk covers three years at most; begin later.'),
  });
export type WalkRequest = z.output<typeof walkRequest>;

/** What happened on the walk, in order. */
export const walkEntry = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('step'),
    at: instantText,
    run: z.string(),
    node: z.string(),
    change: z.enum(journeyChanges),
    branch: z.string(),
    detail: z.string(),
  }),
  z.object({
    type: z.literal('decision'),
    at: instantText,
    node: z.string(),
    message: z.string(),
    outcome: z.enum(['send', 'held_back', 'deferred']),
    channel: z.string(),
    reason: z.string(),
    gates: z.array(z.object({ channel: z.string(), outcome: z.string(), until: instantText.optional() })),
  }),
  z.object({
    type: z.literal('message'),
    at: instantText,
    node: z.string(),
    message: z.string(),
    channel: z.string(),
    kind: z.string(),
  }),
]);
export type WalkEntry = z.infer<typeof walkEntry>;

/** Where she is when the clock has come to its place. */
export const walk = z.object({
  clock: instantText,
  entries: z.array(walkEntry),
  runs: z.array(
    z.object({
      run: z.string(),
      node: z.string(),
      since: instantText,
      dueAt: instantText.nullable(),
      variables: jsonObject,
    }),
  ),
  /** When something of hers falls due next, whatever it is; null where nothing will. */
  nextAt: instantText.nullable(),
  traits: jsonObject,
  segments: z.array(z.string()),
});
export type Walk = z.infer<typeof walk>;
