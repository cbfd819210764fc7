import { z } from 'zod';
import { says } from '../field-problem.ts';
import { rehearsalCounts } from '../rehearsal.ts';
import { instantText } from './list.ts';

/** A period of at most a year that is over. People beyond `peopleAtMost` are represented by a sample. */
export const createRehearsalRequest = z
  .strictObject({
    from: z.iso.datetime({ offset: true }),
    until: z.iso.datetime({ offset: true }),
    peopleAtMost: z.number().int().min(100).max(1_000_000).default(20_000),
  })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), {
    path: ['until'],
    ...says('ends_before_it_begins', 'The period ends before it begins; choose a later end.'),
  })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= 366 * 86_400_000, {
    path: ['from'],
    ...says('period_too_long', 'A rehearsal covers a year at most; choose a later beginning.'),
  });
export type CreateRehearsalRequest = z.output<typeof createRehearsalRequest>;

export const rehearsalStatuses = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;

export const rehearsal = z.object({
  id: z.string(),
  journey: z.string(),
  from: instantText,
  until: instantText,
  status: z.enum(rehearsalStatuses),
  peopleDone: z.number().int(),
  /** Null until they are counted. */
  peopleTotal: z.number().int().nullable(),
  /** The share of all people who are looked at, above 0 and up to 1; null until it is chosen. */
  share: z.number().nullable(),
  counts: rehearsalCounts.nullable(),
  /** Whether the draft has been changed since. */
  outdated: z.boolean(),
  error: z.string().nullable(),
  createdBy: z.string(),
  createdAt: instantText,
  finishedAt: instantText.nullable(),
});
export type Rehearsal = z.infer<typeof rehearsal>;

/** Newest first, the last twenty. */
export const rehearsalList = z.object({ items: z.array(rehearsal) });

export const rehearsalParameters = z.object({ id: z.string().min(1).max(64), rehearsal: z.uuid() });
