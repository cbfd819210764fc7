import { z } from 'zod';
import { timeOfDay } from '#contracts/journey/calendar.ts';
import { nodeBase, successor } from '#contracts/journey/node-base.ts';
import { journeyValue } from '#contracts/journey/value.ts';

/**
 * Holds her until a date that a value names, or so many days before (negative) or after it, at a time of her own day.
 * `past`: it was over when she came; `missing`: there is no date, or it was taken away.
 */
export const waitDateNode = z.object({
  ...nodeBase,
  kind: z.literal('wait_date'),
  date: journeyValue,
  repeat: z.enum(['once', 'yearly']),
  calendar: z.enum(['solar', 'lunar', 'told']),
  offsetDays: z.number().int().min(-365).max(365),
  time: timeOfDay,
  branches: z.object({ next: successor, past: successor, missing: successor }),
});
