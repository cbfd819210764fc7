import { z } from 'zod';

/** A call of `POST /api/v1/journeys/{id}/runs`. Its payload goes with the run like an event's properties. */
export const apiEntry = z.object({ type: z.literal('api') });
