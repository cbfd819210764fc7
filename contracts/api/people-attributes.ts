import { z } from 'zod';
import { lifecycleStages } from '../lifecycle.ts';
import { instantText } from './list.ts';
import { backfill } from './segment.ts';

export const tagsAtMost = 50;
/** More people than this are tagged by an import. */
export const taggedAtOnce = 20_000;

export const tag = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .regex(/^[^,\p{Cc}]+$/u, 'a tag has no comma and no line break');

const tagChange = { add: z.array(tag).max(tagsAtMost).default([]), remove: z.array(tag).max(tagsAtMost).default([]) };

export const changeTagsRequest = z.object(tagChange);

/** Whom: people by their ids, or everybody who is in a segment now. */
export const tagManyRequest = z.object({
  ...tagChange,
  whom: z.union([
    z.object({ profiles: z.array(z.uuid()).min(1).max(500) }),
    z.object({ segment: z.string().min(1).max(64) }),
  ]),
});
export type TagManyRequest = z.infer<typeof tagManyRequest>;

/** A member of the team by e-mail, or nobody. */
export const changeOwnerRequest = z.object({ owner: z.email().max(254).nullable() });

/** It is in the log; the profile shows it within a moment. */
export const attributesTaken = z.object({ people: z.number().int() });

export const noteText = z.string().trim().min(1).max(5_000);
export const writeNoteRequest = z.object({ text: noteText });

export const personNote = z.object({
  id: z.string(),
  text: z.string(),
  author: z.object({ name: z.string(), email: z.string().nullable() }),
  at: instantText,
  editedAt: instantText.nullable(),
  /** Whether it is the reader's own, who alone may change it. */
  mine: z.boolean(),
});
export type PersonNote = z.infer<typeof personNote>;
/** The newest first. */
export const personNotes = z.object({ items: z.array(personNote) });

export const lifecycleFigures = z.object({
  stages: z.array(
    z.object({
      stage: z.enum(lifecycleStages),
      /** The segment that holds its people. */
      segment: z.string(),
      size: z.number().int(),
      backfill: backfill.nullable(),
    }),
  ),
});
export type LifecycleFigures = z.infer<typeof lifecycleFigures>;
