import { z } from 'zod';
import { segmentCondition } from '../../segment.ts';
import { nodeBase, successor } from '../node-base.ts';

/** Goes one way or the other, by what is known of her when she arrives. */
export const conditionNode = z.object({
  ...nodeBase,
  kind: z.literal('condition'),
  condition: segmentCondition,
  branches: z.object({ yes: successor, no: successor }),
});
