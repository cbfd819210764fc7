import { z } from 'zod';
import { dayRule, timeOfDay } from '#contracts/journey/calendar.ts';
import { nodeBase, onward } from '#contracts/journey/node-base.ts';

/**
 * Holds her until a time of her own calendar: at least `days` later, on one of the days that `on` allows, between `from`
 * and `until`; without `until` at `from`, without either at the time of day at which she came. Where she is within it
 * already, she goes on.
 */
export const waitTimeNode = z.object({
  ...nodeBase,
  kind: z.literal('wait_time'),
  days: z.number().int().min(0).max(365),
  on: dayRule,
  from: timeOfDay.optional(),
  until: timeOfDay.optional(),
  branches: onward,
});
