import { z } from 'zod';
import { minutes, nodeBase, onward } from '#contracts/journey/node-base.ts';

/** Holds her for so long. */
export const waitNode = z.object({ ...nodeBase, kind: z.literal('wait'), minutes, branches: onward });
