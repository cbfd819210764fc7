import { z } from 'zod';
import { nodeBase, successor } from '#contracts/journey/node-base.ts';

/** Lets a random share of runs go by `in`, and the others by `out`; a person may fare differently the next time. */
export const cohortNode = z.object({
  ...nodeBase,
  kind: z.literal('cohort'),
  percent: z.number().min(0).max(100),
  branches: z.object({ in: successor, out: successor }),
});
