import { z } from 'zod';
import { instantText, listQuery, page } from '../api/list.ts';
import {
  eventRule,
  fieldPath,
  fieldRule,
  fieldTypes,
  learnedTypes,
  misfitReasons,
  nameLimit,
  personalClasses,
  schemaModes,
} from './schema.ts';

const name = z.string().trim().min(1).max(nameLimit);

/** What was seen of a property or trait, and what is fixed of it. */
export const schemaField = z.object({
  path: z.string(),
  /** The narrowest type that holds every value that was seen. */
  learned: z.enum(learnedTypes),
  types: z.array(z.object({ type: z.enum(fieldTypes), count: z.number().int() })),
  /** Of the events, or people, that were looked at: how many have it. Null where it was not seen but is fixed. */
  share: z.number().min(0).max(1).nullable(),
  seen: z.number().int(),
  nulls: z.number().int(),
  /** About how many different values there are; exact below 48. */
  distinct: z.number().int(),
  least: z.number().optional(),
  greatest: z.number().optional(),
  /** Values that at least two people have, the most frequent first. Empty where the caller may not see them. */
  values: z.array(z.object({ text: z.string(), count: z.number().int() })),
  personal: z.enum(personalClasses),
  /** The caller may not see its values. */
  masked: z.boolean(),
  rule: fieldRule.nullable(),
});
export type SchemaField = z.infer<typeof schemaField>;

/** Counted in the last 30 days. `taken`: it went in, with a warning. */
export const misfitCount = z.object({
  reason: z.enum(misfitReasons),
  path: z.string(),
  outcome: z.enum(['taken', 'kept_aside', 'refused']),
  events: z.number().int(),
  lastAt: instantText,
});
export type MisfitCount = z.infer<typeof misfitCount>;

const dayCount = z.object({ day: z.iso.date(), events: z.number().int() });

export const schemaEventItem = z.object({
  name: z.string(),
  displayName: z.string(),
  description: z.string(),
  mode: z.enum(schemaModes),
  blocked: z.boolean(),
  /** Somebody has fixed something about it. */
  fixed: z.boolean(),
  events: z.number().int(),
  lastSeenAt: instantText.nullable(),
  /** The last 30 days, each, today last. Days are the workspace's. */
  days: z.array(dayCount),
  properties: z.number().int(),
  /** In the last 30 days. */
  misfits: z.number().int(),
  keptAside: z.number().int(),
});
export type SchemaEventItem = z.infer<typeof schemaEventItem>;
export const schemaEventList = page(schemaEventItem);

export const schemaEventFilters = ['all', 'fixed', 'misfits', 'blocked'] as const;
export const schemaEventQuery = listQuery.extend({
  search: z.string().max(nameLimit).optional(),
  /** Found beside what `search` finds: names that the reader's language has other words for, which the server does not know. */
  named: z.union([name.transform((one) => [one]), z.array(name).max(200)]).optional(),
  show: z.enum(schemaEventFilters).default('all'),
});

export const eventNameQuery = z.object({ name });
export const traitPathQuery = z.object({ path: fieldPath });

export const schemaEvent = schemaEventItem.omit({ properties: true, misfits: true }).extend({
  /** Of the workspace, where the event has none of its own. */
  workspaceMode: z.enum(schemaModes),
  firstSeenAt: instantText.nullable(),
  imported: z.number().int(),
  /** How many were looked into for `properties`. */
  observed: z.number().int(),
  properties: z.array(schemaField),
  misfits: z.array(misfitCount),
  rule: eventRule,
  /** To be named when the rule is saved; 0 where nothing is fixed. */
  revision: z.number().int(),
});
export type SchemaEvent = z.infer<typeof schemaEvent>;

export const schemaTraits = z.object({
  /** How many people were looked at. */
  people: z.number().int(),
  mode: z.enum(schemaModes),
  items: z.array(schemaField),
});
export type SchemaTraits = z.infer<typeof schemaTraits>;

export const schemaTrait = z.object({
  people: z.number().int(),
  mode: z.enum(schemaModes),
  field: schemaField,
  misfits: z.array(misfitCount),
  keptAside: z.number().int(),
  revision: z.number().int(),
});
export type SchemaTrait = z.infer<typeof schemaTrait>;

const revision = z.number().int().min(0);

/** `rule` null forgets what was fixed. */
export const saveEventRule = z.object({ name, rule: eventRule.nullable(), revision });
export const saveTraitRule = z.object({ path: fieldPath, rule: fieldRule.nullable(), revision });
export const savedRule = z.object({ revision: z.number().int() });

/** What a rule would have done to events of the last seven days; nothing is changed by asking. */
export const checkRule = z.object({ name, rule: eventRule });
export const checkedRule = z.object({
  looked: z.number().int(),
  misfits: z.number().int(),
  reasons: z.array(z.object({ reason: z.enum(misfitReasons), path: z.string(), count: z.number().int() })),
});
export type CheckedRule = z.infer<typeof checkedRule>;

/** Of what a condition can be made: event names, the properties of one, traits, and the values of one of them. */
export const suggestionQuery = z.object({
  of: z.enum(['event', 'property', 'trait', 'value']),
  event: name.optional(),
  path: fieldPath.optional(),
  search: z.string().max(nameLimit).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type SuggestionQuery = z.infer<typeof suggestionQuery>;

export const suggestions = z.object({
  items: z.array(
    z.object({
      value: z.string(),
      type: z.enum(learnedTypes).optional(),
      description: z.string().optional(),
      /** Events or people, among those looked at. */
      count: z.number().int().optional(),
    }),
  ),
});
export type Suggestions = z.infer<typeof suggestions>;
