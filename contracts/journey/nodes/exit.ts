import { z } from 'zod';
import { nodeBase } from '../node-base.ts';

/** The end of the run. */
export const exitNode = z.object({ ...nodeBase, kind: z.literal('exit'), branches: z.object({}) });
