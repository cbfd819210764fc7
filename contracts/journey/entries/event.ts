import { z } from 'zod';
import { eventMatch } from '../../condition.ts';

/** An event of hers that passes the tests. Its properties go with the run. */
export const eventEntry = z.object({ type: z.literal('event'), match: eventMatch });
