import { z } from 'zod';
import { journeyTrigger } from '#contracts/journey/entries/index.ts';
import { nodeBase, onward } from '#contracts/journey/node-base.ts';

/** The beginning of the graph, and what lets people in. */
export const triggerNode = z.object({
  ...nodeBase,
  kind: z.literal('trigger'),
  trigger: journeyTrigger,
  branches: onward,
});
