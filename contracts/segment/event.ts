import { z } from 'zod';
import { eventMatch } from '../condition.ts';
import { frequency } from './frequency.ts';

/** How often she did something. */
export const eventCondition = z.object({ type: z.literal('event'), match: eventMatch, frequency });
