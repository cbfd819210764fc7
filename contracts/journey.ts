import { z } from 'zod';
import { journeyTrigger } from './journey/entries/index.ts';
import { minutes } from './journey/node-base.ts';
import { journeyNode } from './journey/nodes/index.ts';
import { journeyNote } from './journey-note.ts';

export { type JourneyTrigger, journeyTrigger } from './journey/entries/index.ts';
export { type JourneyNode, type JourneyNodeKind, journeyNode } from './journey/nodes/index.ts';

/** May a person enter again: never, at any time, or after a pause since the last entry. One run at a time in each case. */
const reentryRule = z.discriminatedUnion('type', [
  z.object({ type: z.literal('never') }),
  z.object({ type: z.literal('always') }),
  z.object({ type: z.literal('after'), minutes }),
]);

export const journeyDefinition = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(200),
  description: z.string().max(2_000).default(''),
  version: z.number().int().min(1),
  reentry: reentryRule,
  /** Any of these ends the run at once, also inside a wait, and cancels what is not handed over yet. */
  exitRules: z.array(journeyTrigger).max(20),
  nodes: z.array(journeyNode).min(1).max(200),
  /** Words of colleagues to each other, beside the steps on the canvas. */
  notes: z.array(journeyNote).max(100).optional(),
});
export type JourneyDefinition = z.infer<typeof journeyDefinition>;
