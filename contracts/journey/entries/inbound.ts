import { z } from 'zod';
import { inboundMatch } from '../../inbound/inbound.ts';

/**
 * A message of hers to the brand. Its text, channel and what else is known of it go with the run like an event's properties,
 * and with them the `keyword` that was found. Words by which she leaves or asks for help let nobody in.
 */
export const inboundEntry = z.object({ type: z.literal('inbound'), match: inboundMatch });
