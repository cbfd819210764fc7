import { z } from 'zod';
import { instantText, page } from '../api/list.ts';
import { type Json, jsonObject, jsonValue } from '../json.ts';
import { fieldPath, fieldTypes, misfitReasons, nameLimit } from './schema.ts';

const json: z.ZodType<Json> = jsonValue;

/** One change of an event that was kept aside. Paths are as in a schema. */
export const mendStep = z.discriminatedUnion('action', [
  z.object({ action: z.literal('rename'), from: fieldPath, to: fieldPath }),
  z.object({ action: z.literal('cast'), path: fieldPath, type: z.enum(fieldTypes) }),
  z.object({ action: z.literal('set'), path: fieldPath, value: json }),
  z.object({ action: z.literal('remove'), path: fieldPath }),
  z.object({ action: z.literal('rename_event'), to: z.string().trim().min(1).max(nameLimit) }),
]);
export type MendStep = z.infer<typeof mendStep>;

export const keptKinds = ['event', 'trait'] as const;

/** What was kept aside for the same reason. `name` is the event's; empty for traits. `path` is the first that did not fit. */
export const keptGroupKey = z.object({
  kind: z.enum(keptKinds),
  name: z.string().max(nameLimit),
  reason: z.enum(misfitReasons),
  path: z.string().max(nameLimit),
});
export type KeptGroupKey = z.infer<typeof keptGroupKey>;

const keptGroup = keptGroupKey.extend({
  count: z.number().int(),
  bytes: z.number().int(),
  firstAt: instantText,
  lastAt: instantText,
});
export type KeptGroup = z.infer<typeof keptGroup>;

/** What one person asked for at once: how far it came. Discarding can be taken back until the events are dropped. */
export const keptAction = z.object({
  id: z.string(),
  action: z.enum(['replay', 'discard']),
  ...keptGroupKey.shape,
  steps: z.array(mendStep),
  asHistory: z.boolean(),
  total: z.number().int(),
  waiting: z.number().int(),
  /** In the log now; among them those that the log had already. */
  replayed: z.number().int(),
  /** Still do not fit, and are kept aside for the reason they have now. */
  returned: z.number().int(),
  /** Dropped meanwhile, or taken back. */
  state: z.enum(['running', 'done', 'undone']),
  at: instantText,
});
export type KeptAction = z.infer<typeof keptAction>;

export const keptAside = z.object({
  groups: z.array(keptGroup),
  /** Newest first. */
  actions: z.array(keptAction),
  events: z.number().int(),
  bytes: z.number().int(),
  limitBytes: z.number().int(),
  days: z.number().int(),
});
export type KeptAside = z.infer<typeof keptAside>;

export const keptEventsQuery = keptGroupKey.extend({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
});

/** `properties` of an event, `traits` of a person. */
export const keptEvent = z.object({
  id: z.string(),
  messageId: z.string(),
  name: z.string(),
  at: instantText,
  receivedAt: instantText,
  imported: z.boolean(),
  identities: z.array(z.object({ kind: z.string(), value: z.string() })),
  properties: jsonObject.optional(),
  traits: jsonObject.optional(),
  problems: z.array(z.object({ reason: z.enum(misfitReasons), path: z.string(), message: z.string() })),
});
export type KeptEvent = z.infer<typeof keptEvent>;
export const keptEventList = page(keptEvent);

const steps = z.array(mendStep).max(20);

export const mendRequest = z.object({ group: keptGroupKey, steps });

/** What would come of a replay, tried on the newest of the group; nothing is changed by asking. */
export const mendPreview = z.object({
  looked: z.number().int(),
  fits: z.number().int(),
  remaining: z.array(z.object({ reason: z.enum(misfitReasons), path: z.string(), count: z.number().int() })),
  samples: z.array(z.object({ before: keptEvent, after: keptEvent })),
});
export type MendPreview = z.infer<typeof mendPreview>;

/** As history it moves profiles and reports and starts no journey. */
export const replayRequest = mendRequest.extend({ asHistory: z.boolean() });
export const discardRequest = z.object({ group: keptGroupKey });
