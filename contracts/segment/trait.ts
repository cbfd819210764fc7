import { z } from 'zod';
import { propertyTest } from '../condition.ts';

/** What is known of a person by a trait, told by herself, by a source or computed. */
export const traitCondition = z.object({ type: z.literal('trait'), test: propertyTest });
