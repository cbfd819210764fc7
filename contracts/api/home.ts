import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { holdReasons } from '../reason.ts';
import { instantText } from './list.ts';

export const homeQuery = z.object({ hours: z.coerce.number().int().min(1).max(2_160).default(24) });

/** What flowed in the last `hours`. Money is in `currency`, the workspace's. */
export const home = z.object({
  measuredAt: instantText,
  hours: z.number().int(),
  people: z.number().int(),
  /** Average of the last ten seconds. */
  eventsPerSecond: z.number(),
  events: z.number().int(),
  sent: z.number().int(),
  heldBack: z.number().int(),
  heldBackByReason: z.array(z.object({ reason: z.enum(holdReasons), count: z.number().int() })),
  /** What happened in each channel; most messages first. */
  sentByChannel: z.array(
    z.object({
      channel: channelSchema,
      sent: z.number().int(),
      opened: z.number().int(),
      clicked: z.number().int(),
      attributedRevenue: z.number(),
    }),
  ),
  orders: z.number().int(),
  revenue: z.number(),
  attributedRevenue: z.number(),
  currency: z.string(),
  /** Drafts of journeys that wait for the yes of whoever asks. */
  draftsWaiting: z.number().int(),
  /** The last 60 minutes, oldest first. */
  eventsByMinute: z.array(z.object({ minute: instantText, count: z.number().int() })),
  /** Age of the oldest fact that the reports do not know yet. */
  factsBehindMilliseconds: z.number(),
  /** The period in steps of `stepHours`, oldest first and without gaps; the last one runs until the current hour ends. */
  history: z.object({
    stepHours: z.number().int(),
    steps: z.array(
      z.object({
        from: instantText,
        sent: z.number().int(),
        heldBack: z.number().int(),
        attributedOrders: z.number().int(),
      }),
    ),
  }),
});
export type Home = z.infer<typeof home>;
