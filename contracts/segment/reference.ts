import { z } from 'zod';
import { lifecycleStages } from '../lifecycle-stage.ts';

/** Whoever is in another segment: it stands for that segment's published condition. */
export const segmentReference = z.object({ type: z.literal('segment'), segment: z.string().min(1).max(64) });

/** Whoever is in a stage of the lifecycle. */
export const stageReference = z.object({ type: z.literal('lifecycle'), stage: z.enum(lifecycleStages) });

export type ReferenceCondition = z.infer<typeof segmentReference> | z.infer<typeof stageReference>;
