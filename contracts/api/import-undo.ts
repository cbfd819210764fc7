import { z } from 'zod';
import { instantText } from './list.ts';

/** What taking an import back concerns. */
export const importExtent = z.object({
  /** To whom it brought anything. */
  people: z.int(),
  /** Of them those of whom nothing else is known: they go with it. */
  onlyPeople: z.int(),
  events: z.int(),
  orders: z.int(),
  /** Values of traits that it set or changed. */
  traits: z.int(),
  consents: z.int(),
});
export type ImportExtent = z.infer<typeof importExtent>;

/** `unmarked`: what it brought carries no mark, because an older version imported it. `nothing`: it brought nothing. */
export const importUndoPreview = importExtent.extend({ obstacle: z.enum(['unmarked', 'nothing']).nullable() });
export type ImportUndoPreview = z.infer<typeof importUndoPreview>;

/** How far an undo is, and in the end what came of it. */
export const importUndo = importExtent.extend({
  stage: z.enum(['list', 'facts', 'people', 'done']),
  /** The last profile that was listed. */
  after: z.uuid().nullable(),
  /** Whose documents are done. */
  done: z.int(),
  /** Who is gone. */
  removed: z.int(),
  by: z.string(),
  startedAt: instantText,
  finishedAt: instantText.nullable(),
});
export type ImportUndo = z.infer<typeof importUndo>;
