import { z } from 'zod';
import { eventMatch } from './condition.ts';
import { segmentCondition } from './segment.ts';

export const journeyTrigger = z.discriminatedUnion('type', [
  z.object({ type: z.literal('event'), match: eventMatch }),
  z.object({ type: z.literal('segment'), segment: z.string().min(1).max(64), change: z.enum(['entered', 'left']) }),
]);
export type JourneyTrigger = z.infer<typeof journeyTrigger>;

const position = z.object({ x: z.number(), y: z.number() });
const base = { id: z.string().min(1).max(64), position: position.optional() };
const minutes = z.number().int().min(1).max(525_600);

/**
 * A node names its successors by branch: `next` where there is one way out, `matched` and `timeout` after a wait for an
 * event, `yes` and `no` after a condition. A branch of null ends the run.
 */
const successor = z.string().min(1).max(64).nullable();

export const journeyNode = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('trigger'), trigger: journeyTrigger, branches: z.object({ next: successor }) }),
  z.object({ ...base, kind: z.literal('wait'), minutes, branches: z.object({ next: successor }) }),
  z.object({
    ...base,
    kind: z.literal('wait_until'),
    match: eventMatch,
    timeoutMinutes: minutes,
    branches: z.object({ matched: successor, timeout: successor }),
  }),
  z.object({
    ...base,
    kind: z.literal('condition'),
    condition: segmentCondition,
    branches: z.object({ yes: successor, no: successor }),
  }),
  z.object({
    ...base,
    kind: z.literal('message'),
    message: z.string().min(1).max(64),
    branches: z.object({ next: successor }),
  }),
  z.object({ ...base, kind: z.literal('exit'), branches: z.object({}) }),
]);
export type JourneyNode = z.infer<typeof journeyNode>;
export type JourneyNodeKind = JourneyNode['kind'];

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
});
export type JourneyDefinition = z.infer<typeof journeyDefinition>;
