import { z } from 'zod';
import { eventEntry } from './entries/event.ts';
import { segmentEntry } from './entries/segment.ts';
import { minutes } from './node-base.ts';

/**
 * What a journey is for. Reaching it counts once per run, as long as the run goes on or for `withinMinutes` after the
 * entry, where that is longer. `ends` ends the run at once, as an exit rule does.
 */
export const journeyGoal = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(200),
  on: z.discriminatedUnion('type', [eventEntry, segmentEntry]),
  withinMinutes: minutes.optional(),
  ends: z.boolean(),
});
export type JourneyGoal = z.infer<typeof journeyGoal>;
