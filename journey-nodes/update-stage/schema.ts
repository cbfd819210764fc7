import { z } from 'zod';
import { nodeBase, onward } from '#contracts/journey/node-base.ts';
import { lifecycleStages } from '#contracts/lifecycle-stage.ts';

/** Puts her into a stage, whatever the rules of the lifecycle say; null: by the rules again. */
export const updateStageNode = z.object({
  ...nodeBase,
  kind: z.literal('update_stage'),
  stage: z.enum(lifecycleStages).nullable(),
  branches: onward,
});
