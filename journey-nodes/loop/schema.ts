import { z } from 'zod';
import { nodeBase, successor } from '#contracts/journey/node-base.ts';

/** Goes by `again` so many times, which may lead back to a node before, and then by `done`. */
export const loopNode = z.object({
  ...nodeBase,
  kind: z.literal('loop'),
  times: z.number().int().min(1).max(100),
  branches: z.object({ again: successor, done: successor }),
});
