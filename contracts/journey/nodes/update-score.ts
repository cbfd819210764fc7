import { z } from 'zod';
import { scorePoints } from '../../lead-score.ts';
import { nodeBase, onward } from '../node-base.ts';

/** Gives points to her lead score, or takes them; they fade as those of the rules do. */
export const updateScoreNode = z.object({
  ...nodeBase,
  kind: z.literal('update_score'),
  points: scorePoints,
  branches: onward,
});
