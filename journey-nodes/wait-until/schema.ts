import { z } from 'zod';
import { journeyCondition } from '#contracts/journey/condition.ts';
import { eventEntry } from '#contracts/journey/entries/event.ts';
import { inboundEntry } from '#contracts/journey/entries/inbound.ts';
import { segmentEntry } from '#contracts/journey/entries/segment.ts';
import { minutes, nodeBase, optionId, successor } from '#contracts/journey/node-base.ts';

const awaited = z.discriminatedUnion('type', [
  eventEntry,
  segmentEntry,
  /** She answers, or writes by herself. */
  inboundEntry,
  /** Holds already when she comes, or comes to hold while she waits. */
  z.object({ type: z.literal('condition'), condition: journeyCondition }),
]);

/**
 * Holds her until one of several things happens, but no longer than so many minutes (`timeout`). The id of an option is
 * the name of its branch. `first`: whatever comes first wins; `ranked`: the best one that came by the end, the first of
 * the list being the best and won at once.
 */
export const waitUntilNode = z.object({
  ...nodeBase,
  kind: z.literal('wait_until'),
  options: z
    .array(z.object({ id: optionId, on: awaited }))
    .min(1)
    .max(10),
  pick: z.enum(['first', 'ranked']),
  timeoutMinutes: minutes,
  branches: z.object({ timeout: successor }).catchall(successor),
});
