import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { personaFeature, personaName } from '../persona.ts';
import { instantText } from './list.ts';

const counted = z.object({ name: z.string(), people: z.number().int() });

/** What its people do, as of the last computation. */
export const personaHabits = z.object({
  /** Per person, on average. */
  means: z.partialRecord(personaFeature, z.number()),
  /** Orders by hour of the week in the workspace's time zone, Monday 00:00 first: 168 numbers. */
  hours: z.array(z.number().int()),
  /** Opens and clicks by channel, the most first. */
  channels: z.array(z.object({ channel: channelSchema, responses: z.number().int() })),
  /** What most of its people bought. */
  products: z.array(counted),
  categories: z.array(counted),
  /** Of all their orders, net of refunds. */
  value: z.number(),
});
export type PersonaHabits = z.infer<typeof personaHabits>;

/** In which it differs from all customers: by standard deviations, the most first. */
export const personaDifference = z.object({ feature: personaFeature, deviation: z.number() });
export type PersonaDifference = z.infer<typeof personaDifference>;

export const persona = z.object({
  id: z.string(),
  /** Chosen by the team; null: it is called by what sets it apart. */
  name: z.string().nullable(),
  /** People when it was computed. */
  people: z.number().int(),
  differences: z.array(personaDifference),
  habits: personaHabits,
});
export type Persona = z.infer<typeof persona>;

export const personaRun = z.object({
  state: z.enum(['running', 'done', 'failed', 'too_few']),
  stage: z.enum(['reading', 'clustering', 'assigning']),
  done: z.number().int(),
  total: z.number().int(),
  startedAt: instantText,
  finishedAt: instantText.nullable(),
});
export type PersonaRun = z.infer<typeof personaRun>;

/** The largest first. */
export const personaReport = z.object({
  items: z.array(persona),
  run: personaRun.nullable(),
  /** When those that are shown were computed. */
  computedAt: instantText.nullable(),
  refreshAt: instantText.nullable(),
  customers: z.number().int(),
  /** How well they are told apart, from -1 to 1: the mean silhouette of a sample. */
  silhouette: z.number().nullable(),
  /** Of all customers, per person. */
  means: z.partialRecord(personaFeature, z.number()),
  currency: z.string(),
  timeZone: z.string(),
});
export type PersonaReport = z.infer<typeof personaReport>;

export const renamePersonaRequest = z.object({ name: personaName.nullable() });

/** The names that the team has given, for wherever a person's persona is shown. */
export const personaNames = z.object({
  items: z.array(persona.pick({ id: true, name: true, differences: true })),
});
