import { z } from 'zod';

export const noteColors = ['yellow', 'green', 'blue', 'pink'] as const;

/** A word of one colleague to the others on the canvas. It is part of the journey, but no step: nobody passes it. */
export const journeyNote = z.object({
  id: z.string().min(1).max(64),
  text: z.string().max(2_000),
  color: z.enum(noteColors),
  position: z.object({ x: z.number(), y: z.number() }),
});
export type JourneyNote = z.infer<typeof journeyNote>;
