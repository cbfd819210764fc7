import { z } from 'zod';

/** A node of another journey starts it, with that run's variables. */
export const journeyEntry = z.object({ type: z.literal('journey') });
