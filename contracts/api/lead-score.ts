import { z } from 'zod';
import { leadScoreSettings, scoreCauses } from '../lead-score.ts';
import { instantText } from './list.ts';
import { backfill } from './segment.ts';

export const leadScore = z.object({
  settings: leadScoreSettings,
  /** How far what was done before is counted by the rules as they stand; null where nobody waits for it. */
  backfill: backfill.nullable(),
  /** People who have a score, and how many of them are in each grade; the highest grade first. */
  scored: z.number().int(),
  grades: z.array(z.object({ name: z.string(), from: z.number().int(), people: z.number().int() })),
});
export type LeadScore = z.infer<typeof leadScore>;

/** A person's score, what it is made of, and its way over 30 days. */
export const personScore = z.object({
  /** Absent where no rule has counted anything of her. */
  score: z.number().int().optional(),
  grade: z.string().optional(),
  /** What brings most comes first, then what takes; points of those that brought something once are 0. */
  contributions: z.array(
    z.object({
      rule: z.string(),
      name: z.string(),
      cause: z.enum(scoreCauses),
      points: z.number(),
      times: z.number().int().optional(),
      lastAt: instantText.optional(),
    }),
  ),
  /** At the end of each day of UTC, today's so far; by the rules and traits of today. Absent before the first. */
  trend: z.array(z.object({ day: z.iso.date(), score: z.number().int().optional() })),
  /** Where it goes with time alone: the day on which it is in another grade. */
  next: z.object({ day: z.iso.date(), grade: z.string().optional() }).optional(),
});
export type PersonScore = z.infer<typeof personScore>;
