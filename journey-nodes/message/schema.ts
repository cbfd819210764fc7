import { z } from 'zod';
import { nodeBase, onward } from '#contracts/journey/node-base.ts';

/** Asks for a message and goes on; whether and where it is sent is the arbiter's. */
export const messageNode = z.object({
  ...nodeBase,
  kind: z.literal('message'),
  message: z.string().min(1).max(64),
  branches: onward,
});
