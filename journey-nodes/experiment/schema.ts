import { z } from 'zod';
import { experimentAllocation, experimentMeasure } from '#contracts/journey/experiment-settings.ts';
import { nodeBase, optionId, successor } from '#contracts/journey/node-base.ts';

/**
 * Splits people at random by weights. A person stays in her arm for good, in later versions too, as long as it exists.
 * The id of an arm is the name of its branch; `control` marks the arm that others are compared with. With an `allocation` the
 * weights are where it begins, and a release carries what they have become.
 */
export const experimentNode = z.object({
  ...nodeBase,
  kind: z.literal('experiment'),
  arms: z
    .array(z.object({ id: optionId, name: z.string().max(60), weight: z.number().int().min(0).max(1_000) }))
    .min(2)
    .max(10),
  control: optionId.optional(),
  measure: experimentMeasure.optional(),
  allocation: experimentAllocation.optional(),
  branches: z.object({}).catchall(successor),
});
