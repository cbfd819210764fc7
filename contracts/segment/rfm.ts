import { z } from 'zod';
import { rfmCell } from '../rfm.ts';

/** Whoever's recency, frequency and value are those of one of the cells, by the boundaries of the release. */
export const rfmCondition = z.object({ type: z.literal('rfm'), cells: z.array(rfmCell).min(1).max(125) });
