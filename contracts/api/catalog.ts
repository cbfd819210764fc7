import { z } from 'zod';
import { instantText } from './list.ts';

const valueType = z.enum(['text', 'number', 'boolean', 'date', 'list', 'object']);

/** A property or trait that was seen, with a few of its values. */
const seenField = z.object({ name: z.string(), type: valueType, examples: z.array(z.string()) });

/** What has been seen, for suggestions while building conditions. */
export const catalog = z.object({
  events: z.array(
    z.object({
      name: z.string(),
      count: z.number().int(),
      lastSeenAt: instantText,
      properties: z.array(seenField),
    }),
  ),
  traits: z.array(seenField),
});
export type Catalog = z.infer<typeof catalog>;
