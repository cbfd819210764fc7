import { z } from 'zod';
import type { KeyRole } from '../api/key.ts';

/** What a property or a trait can be fixed to. `date` is a day, `date_time` an instant; `integer` has no fraction. */
export const fieldTypes = [
  'string',
  'number',
  'integer',
  'boolean',
  'date',
  'date_time',
  'email',
  'phone',
  'url',
  'country',
  'currency',
  'list',
  'object',
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** `mixed`: values of several types were seen that no single one holds. `unknown`: none was seen yet. */
export const learnedTypes = [...fieldTypes, 'mixed', 'unknown'] as const;
export type LearnedType = (typeof learnedTypes)[number];

/**
 * How near a value comes to the person. `contact` reaches her (address, number, name), `sensitive` may harm her when it
 * gets out (birthday, health, identity documents).
 */
export const personalClasses = ['none', 'contact', 'sensitive'] as const;
export type PersonalClass = (typeof personalClasses)[number];

/** `learn` takes everything, `warn` takes it and counts what does not fit, `enforce` keeps aside what does not fit. */
export const schemaModes = ['learn', 'warn', 'enforce'] as const;
export type SchemaMode = (typeof schemaModes)[number];

/** Why input did not fit. Stored, shown and counted; new words may be added, none re-used. */
export const misfitReasons = [
  'event_blocked',
  'unknown_event',
  'unknown_property',
  'missing_property',
  'wrong_type',
  'value_not_allowed',
] as const;
export type MisfitReason = (typeof misfitReasons)[number];

export const nameLimit = 200;

/**
 * A path with dots (`address.city`); `[]` stands for the elements of a list (`products[].sku`). At most five names deep,
 * the elements of a list not counted.
 */
export const fieldPath = z
  .string()
  .min(1)
  .max(nameLimit)
  .regex(/^[^.[\]]+(?:\[\])?(?:\.[^.[\]]+(?:\[\])?){0,4}$/, 'write a path such as address.city or products[].sku');

/** What people read in place of the name that is sent. Empty: the name itself. */
const displayName = z.string().trim().max(60).default('');

const scalar = z.union([z.string().max(200), z.number(), z.boolean()]);

/** What a person fixed of one property or trait. Absent: as it comes. */
export const fieldRule = z.object({
  type: z.enum(fieldTypes).optional(),
  /** Of events only: must be there and not null. */
  required: z.boolean().default(false),
  /** After conversion to the type. */
  allowed: z.array(scalar).min(1).max(200).optional(),
  displayName,
  description: z.string().max(1_000).default(''),
  /** Absent: judged by its name. */
  personal: z.enum(personalClasses).optional(),
});
export type FieldRule = z.infer<typeof fieldRule>;

export const eventRule = z.object({
  /** Absent: that of the workspace. */
  mode: z.enum(schemaModes).optional(),
  /** Its events are refused and not kept. */
  blocked: z.boolean().default(false),
  displayName,
  description: z.string().max(1_000).default(''),
  /** Whether a property that has no rule does not fit. */
  closed: z.boolean().default(false),
  fields: z
    .record(fieldPath, fieldRule)
    .refine((fields) => Object.keys(fields).length <= 200, 'at most 200 properties can be fixed')
    .default({}),
});
export type EventRule = z.infer<typeof eventRule>;

export const schemaSettings = z.object({
  /** Of events that have no mode of their own. */
  eventMode: z.enum(schemaModes),
  traitMode: z.enum(schemaModes),
  /** Whether an event without a rule of its own fits. */
  unknownEvents: z.enum(['fit', 'misfit']),
  unknownTraits: z.enum(['fit', 'misfit']),
  /** Which values of people the role viewer does not see. Administrators see all. */
  maskedForViewers: z.enum(['nothing', 'sensitive', 'contact_and_sensitive']),
  /** What is kept aside goes after so many days, and the oldest goes first beyond so many megabytes. */
  keptAsideDays: z.number().int().min(1).max(365),
  keptAsideMegabytes: z.number().int().min(1).max(10_000),
});
export type SchemaSettings = z.infer<typeof schemaSettings>;

export const defaultSchemaSettings: SchemaSettings = {
  eventMode: 'learn',
  traitMode: 'warn',
  unknownEvents: 'fit',
  unknownTraits: 'fit',
  maskedForViewers: 'sensitive',
  keptAsideDays: 30,
  keptAsideMegabytes: 200,
};

/** Everything that was fixed in a workspace. */
export interface WorkspaceSchema {
  readonly settings: SchemaSettings;
  readonly events: ReadonlyMap<string, EventRule>;
  readonly traits: ReadonlyMap<string, FieldRule>;
}

/** The one rule of who sees what. A key of a till opens only what a till is told. */
export function maySee(role: KeyRole, personal: PersonalClass, settings: SchemaSettings): boolean {
  if (role !== 'viewer' || personal === 'none') return true;
  if (personal === 'contact') return settings.maskedForViewers !== 'contact_and_sensitive';
  return settings.maskedForViewers === 'nothing';
}
