import { z } from 'zod';
import { nodeBase } from '#contracts/journey/node-base.ts';

/** The end of the run. */
export const exitNode = z.object({ ...nodeBase, kind: z.literal('exit'), branches: z.object({}) });
