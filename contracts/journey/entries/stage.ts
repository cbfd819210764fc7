import { z } from 'zod';
import { lifecycleStages } from '../../lifecycle.ts';

/** She came into a stage of the lifecycle. */
export const stageEntry = z.object({ type: z.literal('stage'), stage: z.enum(lifecycleStages) });
