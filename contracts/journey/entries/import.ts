import { z } from 'zod';

/**
 * An import that is asked to start journeys told of her; once for each import. `import`: that one alone, by its id; null: any.
 */
export const importEntry = z.object({ type: z.literal('import'), import: z.string().min(1).max(64).nullable() });
