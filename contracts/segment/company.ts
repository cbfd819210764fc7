import { z } from 'zod';
import { propertyTest } from '../condition.ts';

/** Whoever is in a company, one of those named where any are, for whose traits all tests hold. */
export const companyCondition = z.object({
  type: z.literal('company'),
  /** As `group` calls name them. */
  companies: z.array(z.string().min(1).max(200)).min(1).max(1_000).optional(),
  where: z.array(propertyTest).max(20).default([]),
});
