import { z } from 'zod';

/** She came to belong to a segment, or no longer does. */
export const segmentEntry = z.object({
  type: z.literal('segment'),
  segment: z.string().min(1).max(64),
  change: z.enum(['entered', 'left']),
});
