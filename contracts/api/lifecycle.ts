import { z } from 'zod';
import { lifecycleStages } from '../lifecycle.ts';
import { instantText } from './list.ts';

const stage = z.enum(lifecycleStages);

const stageFigures = z.object({
  stage,
  /** The segment that holds its people. */
  segment: z.string(),
  /** People in it now. */
  size: z.number().int(),
  /** People who were in it within the period: at its beginning, or by entering it. */
  reached: z.number().int(),
  /** Those of them who went on to a later stage within the period. */
  movedOn: z.number().int(),
});
export type StageFigures = z.infer<typeof stageFigures>;

/** People who went from one stage to another at once; null: from or to no stage at all. */
const stageMove = z.object({ from: stage.nullable(), to: stage.nullable(), people: z.number().int() });
export type StageMove = z.infer<typeof stageMove>;

/** In the order of the stages; none where no rules are set. */
export const lifecycleFunnel = z.object({
  since: instantText,
  until: instantText,
  stages: z.array(stageFigures),
  moves: z.array(stageMove),
});
export type LifecycleFunnel = z.infer<typeof lifecycleFunnel>;
