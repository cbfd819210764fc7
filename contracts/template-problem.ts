import { z } from 'zod';

/** Why a template cannot be read, or what it comes to cannot be sent. `unreadable` is whatever has no word of its own. */
export const templateProblemCodes = [
  'no_value',
  'unknown_filter',
  'unknown_tag',
  'not_closed',
  'nothing_to_include',
  'too_long',
  'too_much_work',
  'not_json',
  'no_variant',
  'unreadable',
] as const;
export type TemplateProblemCode = (typeof templateProblemCodes)[number];

/** `params` is what a translated sentence needs: pieces of the template itself, and nothing of a person. */
export const templateProblemReason = z.object({
  code: z.enum(templateProblemCodes),
  params: z.record(z.string(), z.string()),
});
export type TemplateProblemReason = z.infer<typeof templateProblemReason>;
