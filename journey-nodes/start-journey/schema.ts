import { z } from 'zod';
import { nodeBase, onward } from '#contracts/journey/node-base.ts';

/** Lets her into another journey that may be started so, with this run's variables as what started it. */
export const startJourneyNode = z.object({
  ...nodeBase,
  kind: z.literal('start_journey'),
  journey: z.string().min(1).max(64),
  branches: onward,
});
