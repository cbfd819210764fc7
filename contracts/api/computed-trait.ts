import { z } from 'zod';
import { computedTraitContent, computedTraitId, hasWhatItNeeds } from '../computed-trait.ts';
import { says } from '../field-problem.ts';
import { instantText, page } from './list.ts';
import { backfill } from './segment.ts';

export const computedTraitParameter = z.object({ id: computedTraitId });

export const saveComputedTraitRequest = z.object(computedTraitContent).refine(hasWhatItNeeds, {
  path: ['property'],
  ...says('required', 'name the property whose values are put together'),
});
export type SaveComputedTraitRequest = z.infer<typeof saveComputedTraitRequest>;

export const computedTrait = z.object({
  id: z.string(),
  ...computedTraitContent,
  /** Since when it is computed as it stands. */
  since: instantText,
  /** How far the past of the people known before is counted; null where nobody was. */
  backfill: backfill.nullable(),
});
export type ComputedTrait = z.infer<typeof computedTrait>;
export const computedTraitList = page(computedTrait);
