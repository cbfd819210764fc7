import { z } from 'zod';
import { nodeBase, onward } from '#contracts/journey/node-base.ts';
import { scorePoints } from '#contracts/lead-score.ts';

/** Gives points to her lead score, or takes them; they fade as those of the rules do. */
export const updateScoreNode = z.object({
  ...nodeBase,
  kind: z.literal('update_score'),
  points: scorePoints,
  branches: onward,
});
