import { z } from 'zod';
import { nodeBase, onward } from '#contracts/journey/node-base.ts';

/** Whoever comes here has reached a goal; it counts once per run. */
export const goalNode = z.object({
  ...nodeBase,
  kind: z.literal('goal'),
  name: z.string().min(1).max(200),
  branches: onward,
});
