import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { frequency } from './frequency.ts';

/** How often a message reached her, or she answered one. Without channel and message, any counts. */
export const engagementCondition = z.object({
  type: z.literal('engagement'),
  kind: z.enum(['sent', 'opened', 'clicked']),
  channel: channelSchema.optional(),
  message: z.string().max(64).optional(),
  frequency,
});
