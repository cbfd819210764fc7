import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { instantText } from './list.ts';

/** GET /live is a stream of server-sent events named `pulse` and `happening`. `profile` follows one person, unsampled. */
export const liveQuery = z.object({ profile: z.string().max(64).optional() });

/** Once a second. Counts are of the last 24 hours, as those of GET /home; the rate is an average of the last ten seconds. */
export const pulse = z.object({
  eventsPerSecond: z.number(),
  people: z.number().int(),
  sent: z.number().int(),
  heldBack: z.number().int(),
  attributedRevenue: z.number(),
  at: instantText,
});
export type Pulse = z.infer<typeof pulse>;

export const happeningTypes = [
  'event',
  'decision',
  'message',
  'order',
  'membership',
  'journey_step',
  'consent',
] as const;

/** One thing that just happened; sampled to about ten a second unless one person is followed. */
export const happening = z.object({
  id: z.string(),
  type: z.enum(happeningTypes),
  profile: z.string(),
  /** The person's name, or the last characters of her id. */
  label: z.string(),
  /** Event name, message kind, decision outcome, segment or journey change. */
  name: z.string(),
  channel: channelSchema.optional(),
  reason: z.string().optional(),
  journey: z.string().optional(),
  segment: z.string().optional(),
  message: z.string().optional(),
  value: z.number().optional(),
  currency: z.string().optional(),
  at: instantText,
});
export type Happening = z.infer<typeof happening>;
