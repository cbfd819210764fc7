import { z } from 'zod';
import { nodeBase, onward } from '#contracts/journey/node-base.ts';

/** Ends her runs of another journey, and takes back their messages that are not handed over. */
export const stopJourneyNode = z.object({
  ...nodeBase,
  kind: z.literal('stop_journey'),
  journey: z.string().min(1).max(64),
  branches: onward,
});
