import { z } from 'zod';

/** Whoever is on an uploaded list. */
export const listCondition = z.object({ type: z.literal('list'), list: z.string().min(1).max(64) });
