import { z } from 'zod';
import { instantText, page } from './list.ts';

/** A stimulus that could not be applied, or an effect that was given up. */
export const deadLetter = z.object({
  id: z.string(),
  kind: z.enum(['stimulus', 'deliver', 'send_stimulus']),
  profile: z.string(),
  error: z.string(),
  body: z.string(),
  at: instantText,
});
export type DeadLetter = z.infer<typeof deadLetter>;
export const deadLetterList = page(deadLetter);
