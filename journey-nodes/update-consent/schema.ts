import { z } from 'zod';
import { channelSchema } from '#contracts/channel.ts';
import { nodeBase, onward } from '#contracts/journey/node-base.ts';

/** Records a word of consent: a yes waits for her to confirm where the channel needs that. */
export const updateConsentNode = z.object({
  ...nodeBase,
  kind: z.literal('update_consent'),
  changes: z
    .array(
      z.object({
        channel: channelSchema,
        topic: z.string().min(1).max(64).optional(),
        status: z.enum(['granted', 'denied']),
      }),
    )
    .min(1)
    .max(20),
  branches: onward,
});
