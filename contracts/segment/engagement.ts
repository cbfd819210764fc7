import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { frequency } from './frequency.ts';

export const engagementKinds = [
  'sent',
  'delivered',
  'opened',
  'clicked',
  'replied',
  'bounced',
  'complained',
  'unsubscribed',
] as const;

/** How often a message reached her or did not, or she answered one. Without channel and message, any counts. */
export const engagementCondition = z.object({
  type: z.literal('engagement'),
  kind: z.enum(engagementKinds),
  channel: channelSchema.optional(),
  message: z.string().max(64).optional(),
  frequency,
});
