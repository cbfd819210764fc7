import { z } from 'zod';
import { journeyCondition } from '#contracts/journey/condition.ts';
import { nodeBase, optionId, successor } from '#contracts/journey/node-base.ts';

/**
 * Goes the way of the first case that holds when she arrives, else `no`. The id of a case is the name of its branch, and
 * `name` what the canvas shows.
 */
export const conditionNode = z.object({
  ...nodeBase,
  kind: z.literal('condition'),
  cases: z
    .array(z.object({ id: optionId, name: z.string().max(60).optional(), condition: journeyCondition }))
    .min(1)
    .max(10),
  branches: z.object({ no: successor }).catchall(successor),
});
