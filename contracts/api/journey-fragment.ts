import { z } from 'zod';
import { journeyNote } from '../journey/note.ts';
import { journeyNode } from '../journey.ts';
import { draftOf } from './definition.ts';

/** Steps and notes on the clipboard, as JSON, so that they can be carried into another journey or kept in a file. */
export const journeyFragment = draftOf(
  z.object({
    throughline: z.literal('journey-steps'),
    nodes: z.array(journeyNode).max(200),
    notes: z.array(journeyNote).max(100),
  }),
);
export type JourneyFragment = z.infer<typeof journeyFragment>;
