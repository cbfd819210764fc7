import { z } from 'zod';
import { instantText } from './list.ts';

const valueType = z.enum(['text', 'number', 'boolean', 'date', 'list', 'object']);

/** A property or trait that was seen, with a few of its values. */
const seenField = z.object({ name: z.string(), type: valueType, examples: z.array(z.string()) });

/** Parts of a place and of a device, as conditions on them name them. */
export const seenParts = ['country', 'region', 'city', 'type', 'os', 'browser', 'app'] as const;
export type SeenPart = (typeof seenParts)[number];

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
  /** Those that changed last. */
  companies: z.array(z.object({ id: z.string(), name: z.string() })),
  companyTraits: z.array(seenField),
  /** Where people are and with what they came, in small letters; most people first. */
  whereabouts: z.record(z.enum(seenParts), z.array(z.string())),
});
export type Catalog = z.infer<typeof catalog>;

export const emptyCatalog: Catalog = {
  ...{ events: [], traits: [], companies: [], companyTraits: [] },
  whereabouts: { country: [], region: [], city: [], type: [], os: [], browser: [], app: [] },
};
