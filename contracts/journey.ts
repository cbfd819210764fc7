import { z } from 'zod';
import { eventEntry } from './journey/entries/event.ts';
import { segmentEntry } from './journey/entries/segment.ts';
import { entryLimits, reentryRule, runKey } from './journey/entry-rules.ts';
import { journeyGoal } from './journey/goal.ts';
import { journeyNode } from './journey/nodes.ts';
import { journeyNote } from './journey/note.ts';
import { runVariable } from './journey/variable.ts';

export type { JourneyTrigger, JourneyTriggerType } from './journey/entries/index.ts';
export { type JourneyNode, type JourneyNodeKind, journeyNode } from './journey/nodes.ts';

const exitRule = z.discriminatedUnion('type', [eventEntry, segmentEntry]);
export type ExitRule = z.infer<typeof exitRule>;

export const journeyDefinition = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(200),
  description: z.string().max(2_000).default(''),
  version: z.number().int().min(1),
  reentry: reentryRule,
  /** Absent: one run at a time. */
  runs: runKey.optional(),
  entryLimits: entryLimits.optional(),
  variables: z.array(runVariable).max(50).optional(),
  goals: z.array(journeyGoal).max(10).optional(),
  /**
   * Any of these ends the run at once, also inside a wait, and cancels what is not handed over yet. Where runs have a key,
   * an event that carries it ends that run alone.
   */
  exitRules: z.array(exitRule).max(20),
  nodes: z.array(journeyNode).min(1).max(200),
  /** Words of colleagues to each other, beside the steps on the canvas. */
  notes: z.array(journeyNote).max(100).optional(),
});
export type JourneyDefinition = z.infer<typeof journeyDefinition>;
